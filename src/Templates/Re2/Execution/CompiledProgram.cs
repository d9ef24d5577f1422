using System.Buffers;
using System.Text;

namespace Coffer.Templates.Re2.Execution;

/// <summary>
/// The instructions of an expression and what is known of every match. Immutable but for one idle machine that is kept for the next match.
/// </summary>
internal sealed class CompiledProgram
{
    private PikeMachine? _idle;

    public CompiledProgram(Instruction[] code, int start)
    {
        (Code, Start) = (code, start);
        IsAnchored = Anchored();
        Prefix = LiteralPrefix();
        First = FirstBytes.Of(code, start);
    }

    public Instruction[] Code { get; }

    public int Start { get; }

    /// <summary>Whether a match can begin at the start of the text only.</summary>
    public bool IsAnchored { get; }

    /// <summary>What every match begins with; may be empty.</summary>
    public byte[] Prefix { get; }

    /// <summary>The bytes that a match can begin with; null when that rules out little.</summary>
    public SearchValues<byte>? First { get; }

    /// <summary>Finds the leftmost match that begins at or behind a place, the first by the order of the alternatives.</summary>
    /// <param name="text">The whole text; what is before <paramref name="from"/> counts for <c>^</c> and <c>\b</c>.</param>
    /// <param name="from">Where to begin, 0 to the length of the text.</param>
    /// <param name="slots">Gets start and end of the match and of each capture that it has room for, -1 where one took no part; with no
    /// room, it is only told whether there is a match.</param>
    /// <param name="budget">Pays for the steps.</param>
    public bool Match(ReadOnlySpan<byte> text, int from, Span<int> slots, IStepBudget? budget)
    {
        var machine = Interlocked.Exchange(ref _idle, null) ?? new PikeMachine(this);
        var found = machine.Run(text, from, slots, budget);
        _idle = machine.IsSmall ? machine : null;
        return found;
    }

    private bool Anchored()
    {
        var at = Start;
        for (; Code[at].Code is OpCode.Capture or OpCode.Assert; at = Code[at].Next)
        {
            if (Code[at].Code == OpCode.Assert && ((Boundaries)Code[at].Argument).HasFlag(Boundaries.BeginText))
            {
                return true;
            }
        }

        return false;
    }

    private byte[] LiteralPrefix()
    {
        var prefix = new StringBuilder();
        for (var at = Start; Code[at].Code is OpCode.Capture or OpCode.Rune; at = Code[at].Next)
        {
            if (Code[at].Code == OpCode.Capture)
            {
                continue;
            }

            // A broken byte counts as U+FFFD, and no text holds a surrogate: neither can be looked for by its bytes.
            var rune = Code[at].Argument;
            if (rune == Utf8.Invalid || !Rune.IsValid(rune))
            {
                break;
            }

            prefix.Append(new Rune(rune).ToString());
        }

        return Encoding.UTF8.GetBytes(prefix.ToString());
    }
}
