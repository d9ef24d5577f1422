using Coffer.Templates.Re2.Unicode;

namespace Coffer.Templates.Re2.Syntax;

/// <summary>
/// A node of the parsed expression. What the limits ask for (height, size, product of repeats) is known as soon as the node is.
/// </summary>
internal sealed class Node
{
    public const int Unbounded = -1;

    public static readonly Node Empty = new(NodeKind.Empty);

    private Node(NodeKind kind, params Node[] subs)
    {
        (Kind, Subs) = (kind, subs);
        Height = 1 + (subs.Length == 0 ? 0 : subs.Max(sub => sub.Height));
    }

    public NodeKind Kind { get; }

    public Node[] Subs { get; }

    /// <summary>The code points of a literal, the ranges of a class.</summary>
    public int[] Runes { get; private init; } = [];

    /// <summary>Whether a literal matches in any case.</summary>
    public bool Fold { get; private init; }

    /// <summary>Whether a repetition prefers fewer.</summary>
    public bool Lazy { get; private init; }

    public int Min { get; private init; }

    public int Max { get; private init; }

    /// <summary>Number of a capture, from 1.</summary>
    public int Group { get; private init; }

    public int Height { get; }

    /// <summary>Go's estimate of the compiled size in instructions, at least 1.</summary>
    public long Size { get; private init; } = 1;

    /// <summary>How often the innermost thing is written out by the repeats inside of each other, at least 1.</summary>
    public long Copies { get; private init; } = 1;

    /// <summary>Whether it matches the empty string as far as its form tells.</summary>
    public bool Nullable { get; private init; } = true;

    public static Node Assertion(NodeKind kind) => new(kind);

    public static Node AnyRune(bool newline) => new(newline ? NodeKind.Any : NodeKind.AnyButNewline) { Nullable = false };

    public static Node Literal(int[] runes, bool fold) =>
        new(NodeKind.Literal) { Runes = runes, Fold = fold, Size = runes.Length, Nullable = false };

    /// <summary>A class of these ranges, in its simplest form: one code point, or one in both cases, is a literal.</summary>
    public static Node Class(int[] ranges)
    {
        var (first, last) = ranges.Length > 0 ? (ranges[0], ranges[^1]) : (0, 0);
        if (ranges.Length == 2 && first == last)
        {
            return Literal([first], fold: false);
        }

        var pair = ranges.Length == 4 && first == ranges[1] && ranges[2] == last || ranges.Length == 2 && first + 1 == last;
        return pair && CaseFolding.Orbit(first).SequenceEqual([first, last])
            ? Literal([first], fold: true)
            : new Node(NodeKind.Class) { Runes = ranges, Nullable = false };
    }

    public static Node Capture(int group, Node sub) =>
        new(NodeKind.Capture, sub) { Group = group, Size = 2 + sub.Size, Copies = sub.Copies, Nullable = sub.Nullable };

    /// <summary>Star, plus or question mark.</summary>
    public static Node Loop(NodeKind kind, Node sub, bool lazy) =>
        new(kind, sub)
        {
            Lazy = lazy,
            Size = (kind == NodeKind.Star ? 2 : 1) + sub.Size,
            Copies = sub.Copies,
            Nullable = kind != NodeKind.Plus || sub.Nullable,
        };

    /// <summary>A counted repeat, <see cref="Unbounded"/> standing for no upper limit.</summary>
    public static Node Repeat(Node sub, int min, int max, bool lazy) => new(NodeKind.Repeat, sub)
    {
        Min = min,
        Max = max,
        Lazy = lazy,
        Size = Math.Max(1, RepeatSize(sub.Size, min, max)),
        Copies = max == 0 ? 1 : Math.Max(1, max == Unbounded ? min : max) * sub.Copies,
        Nullable = min == 0 || sub.Nullable,
    };

    /// <summary>One after the other; neighbouring literals become one.</summary>
    public static Node Concat(IReadOnlyList<Node> items)
    {
        var subs = new List<Node>(items.Count);
        for (var at = 0; at < items.Count;)
        {
            var run = LiteralRun(items, at);
            subs.AddRange(run > 1 ? [Join(items, at, run)] : items[at].Kind == NodeKind.Concat ? items[at].Subs : [items[at]]);
            at += run;
        }

        return subs.Count switch
        {
            0 => Empty,
            1 => subs[0],
            _ => new Node(NodeKind.Concat, [.. subs])
            {
                Size = subs.Sum(sub => sub.Size),
                Copies = subs.Max(sub => sub.Copies),
                Nullable = subs.TrueForAll(sub => sub.Nullable),
            },
        };
    }

    /// <summary>The first that matches; neighbours of one character become one class.</summary>
    public static Node Alternate(IReadOnlyList<Node> branches)
    {
        var subs = Alternatives.Simplify(branches);
        return subs.Count == 1 ? subs[0] : new Node(NodeKind.Alternate, [.. subs])
        {
            Size = subs.Sum(sub => sub.Size) + subs.Count - 1,
            Copies = subs.Max(sub => sub.Copies),
            Nullable = subs.Exists(sub => sub.Nullable),
        };
    }

    private static long RepeatSize(long size, int min, int max) => (min, max) switch
    {
        (0, Unbounded) => 2 + size,
        (_, Unbounded) => 1 + min * size,
        _ => max * size + max - min,
    };

    private static int LiteralRun(IReadOnlyList<Node> items, int from)
    {
        var to = from + 1;
        while (items[from].Kind == NodeKind.Literal && to < items.Count && items[to].Kind == NodeKind.Literal
            && items[to].Fold == items[from].Fold)
        {
            to++;
        }

        return to - from;
    }

    private static Node Join(IReadOnlyList<Node> items, int from, int count) =>
        Literal([.. Enumerable.Range(from, count).SelectMany(at => items[at].Runes)], items[from].Fold);
}
