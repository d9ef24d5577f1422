using Coffer.Templates.Re2.Unicode;

namespace Coffer.Templates.Re2.Syntax;

/// <summary>Makes alternatives fewer without changing which of them matches first.</summary>
internal static class Alternatives
{
    public static List<Node> Simplify(IReadOnlyList<Node> branches)
    {
        var flat = branches.SelectMany(branch => branch.Kind == NodeKind.Alternate ? branch.Subs : [branch]).ToList();
        var subs = new List<Node>(flat.Count);
        for (var at = 0; at < flat.Count;)
        {
            var run = SingleRun(flat, at);
            subs.AddRange(run > 1 ? Merge(flat.GetRange(at, run)) : Fresh(flat[at], subs));
            at += Math.Max(1, run);
        }

        return subs;
    }

    /// <summary>An empty alternative after an empty one can never be taken.</summary>
    private static Node[] Fresh(Node node, List<Node> before) =>
        node.Kind == NodeKind.Empty && before.Count > 0 && before[^1].Kind == NodeKind.Empty ? [] : [node];

    private static int SingleRun(List<Node> nodes, int from)
    {
        var to = from;
        while (to < nodes.Count && IsSingle(nodes[to]))
        {
            to++;
        }

        return to - from;
    }

    private static bool IsSingle(Node node) =>
        node.Kind is NodeKind.Class or NodeKind.Any or NodeKind.AnyButNewline || node.Kind == NodeKind.Literal && node.Runes.Length == 1;

    private static Node[] Merge(List<Node> singles)
    {
        var ranges = new RuneRanges();
        foreach (var single in singles)
        {
            Add(ranges, single);
        }

        return [FromRanges(ranges.ToPairs())];
    }

    private static void Add(RuneRanges ranges, Node single)
    {
        switch (single)
        {
            case { Kind: NodeKind.Any }:
                ranges.Add(0, RuneRanges.MaxRune);
                break;
            case { Kind: NodeKind.AnyButNewline }:
                ranges.AddAll([0, '\n' - 1, '\n' + 1, RuneRanges.MaxRune]);
                break;
            case { Kind: NodeKind.Class }:
                ranges.AddAll(single.Runes);
                break;
            case { Fold: true }:
                ranges.AddAll(RuneRanges.Fold([single.Runes[0], single.Runes[0]]));
                break;
            default:
                ranges.Add(single.Runes[0], single.Runes[0]);
                break;
        }
    }

    private static Node FromRanges(int[] ranges) => ranges switch
    {
        [0, RuneRanges.MaxRune] => Node.AnyRune(newline: true),
        [0, '\n' - 1, '\n' + 1, RuneRanges.MaxRune] => Node.AnyRune(newline: false),
        _ => Node.Class(ranges),
    };
}
