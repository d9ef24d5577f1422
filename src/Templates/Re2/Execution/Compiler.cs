using Coffer.Templates.Re2.Syntax;
using Coffer.Templates.Re2.Unicode;

namespace Coffer.Templates.Re2.Execution;

/// <summary>Turns a tree into instructions, from the end to the start: each piece is written knowing where to go on.</summary>
internal sealed class Compiler
{
    private readonly List<Instruction> _code = [new(OpCode.Match, 0, 0, null)];
    private readonly Dictionary<int[], RuneSet> _sets = [];
    private readonly Dictionary<int, RuneSet> _folded = [];

    private Compiler()
    {
    }

    /// <summary>The instructions and where to begin.</summary>
    public static (Instruction[] Code, int Start) Compile(Node tree)
    {
        var compiler = new Compiler();
        var start = compiler.Emit(tree, 0);
        return ([.. compiler._code], start);
    }

    private int Emit(Node node, int next) => node.Kind switch
    {
        NodeKind.Empty => next,
        NodeKind.Literal => EmitLiteral(node, next),
        NodeKind.Class => EmitClass(node, next),
        NodeKind.Any => Add(OpCode.Any, next),
        NodeKind.AnyButNewline => Add(OpCode.AnyButNewline, next),
        NodeKind.Capture => EmitCapture(node, next),
        NodeKind.Star or NodeKind.Plus or NodeKind.Optional => EmitLoop(node.Kind, node.Subs[0], next, node.Lazy),
        NodeKind.Repeat => EmitRepeat(node, next),
        NodeKind.Concat => EmitConcat(node, next),
        NodeKind.Alternate => EmitAlternate(node, next),
        _ => Add(OpCode.Assert, next, (int)Asserted(node.Kind)),
    };

    private static Boundaries Asserted(NodeKind kind) => kind switch
    {
        NodeKind.BeginLine => Boundaries.BeginLine,
        NodeKind.EndLine => Boundaries.EndLine,
        NodeKind.BeginText => Boundaries.BeginText,
        NodeKind.EndText => Boundaries.EndText,
        NodeKind.WordBoundary => Boundaries.Word,
        _ => Boundaries.NoWord,
    };

    private int Add(OpCode code, int next, int argument = 0, RuneSet? set = null)
    {
        _code.Add(new Instruction(code, next, argument, set));
        return _code.Count - 1;
    }

    private int EmitLiteral(Node node, int next)
    {
        for (var at = node.Runes.Length - 1; at >= 0; at--)
        {
            next = EmitRune(node.Runes[at], node.Fold, next);
        }

        return next;
    }

    private int EmitRune(int rune, bool fold, int next)
    {
        if (!fold || CaseFolding.Orbit(rune).IsEmpty)
        {
            return Add(OpCode.Rune, next, rune);
        }

        if (!_folded.TryGetValue(rune, out var set))
        {
            _folded[rune] = set = new RuneSet(RuneRanges.Fold([rune, rune]));
        }

        return Add(OpCode.Set, next, set: set);
    }

    /// <summary>The copies of a repeated class share one set.</summary>
    private int EmitClass(Node node, int next)
    {
        if (node.Runes.Length == 0)
        {
            return Add(OpCode.Nothing, next);
        }

        if (!_sets.TryGetValue(node.Runes, out var set))
        {
            _sets[node.Runes] = set = new RuneSet(node.Runes);
        }

        return Add(OpCode.Set, next, set: set);
    }

    private int EmitCapture(Node node, int next)
    {
        var close = Add(OpCode.Capture, next, node.Group * 2 + 1);
        return Add(OpCode.Capture, Emit(node.Subs[0], close), node.Group * 2);
    }

    private int EmitConcat(Node node, int next)
    {
        for (var at = node.Subs.Length - 1; at >= 0; at--)
        {
            next = Emit(node.Subs[at], next);
        }

        return next;
    }

    private int EmitAlternate(Node node, int next)
    {
        var start = Emit(node.Subs[^1], next);
        for (var at = node.Subs.Length - 2; at >= 0; at--)
        {
            start = Fork(Emit(node.Subs[at], next), start, lazy: false);
        }

        return start;
    }

    private int EmitLoop(NodeKind kind, Node sub, int next, bool lazy)
    {
        if (kind == NodeKind.Optional)
        {
            return Fork(Emit(sub, next), next, lazy);
        }

        var again = Add(OpCode.Fork, next);
        var body = Emit(sub, again);
        _code[again] = Forking(body, next, lazy);
        // An empty round of x* must not end the loop before the other ways into x were tried, so x* of a nullable x is (x+)?, as in Go.
        return kind == NodeKind.Plus ? body : sub.Nullable ? Fork(body, next, lazy) : again;
    }

    /// <summary>x{2,4} is xx(x(x)?)?, x{2,} is xx+.</summary>
    private int EmitRepeat(Node node, int next)
    {
        var (sub, before, start) = (node.Subs[0], node.Min, next);
        if (node.Max == Node.Unbounded)
        {
            start = EmitLoop(node.Min == 0 ? NodeKind.Star : NodeKind.Plus, sub, next, node.Lazy);
            before--;
        }

        for (var optional = node.Min; optional < node.Max; optional++)
        {
            start = Fork(Emit(sub, start), next, node.Lazy);
        }

        for (; before > 0; before--)
        {
            start = Emit(sub, start);
        }

        return start;
    }

    private int Fork(int preferred, int other, bool lazy)
    {
        _code.Add(Forking(preferred, other, lazy));
        return _code.Count - 1;
    }

    private static Instruction Forking(int body, int skip, bool lazy) =>
        lazy ? new Instruction(OpCode.Fork, skip, body, null) : new Instruction(OpCode.Fork, body, skip, null);
}
