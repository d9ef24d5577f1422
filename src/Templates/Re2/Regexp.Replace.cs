using System.Buffers;

namespace Coffer.Templates.Re2;

public sealed partial class Regexp
{
    /// <summary>Writes the text for one match.</summary>
    private delegate void Replacement(IBufferWriter<byte> output, ReadOnlySpan<byte> text, ReadOnlySpan<int> match);

    /// <summary>
    /// The text with every match replaced. In the replacement, <c>$1</c>, <c>$name</c> and <c>${name}</c> stand for captures and <c>$$</c>
    /// for a dollar sign, by the rules of Go's Expand.
    /// </summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="replacement">What to put for each match.</param>
    /// <param name="budget">Pays for the work, see <see cref="IStepBudget"/>.</param>
    public byte[] ReplaceAll(ReadOnlySpan<byte> text, ReadOnlySpan<byte> replacement, IStepBudget? budget = null)
    {
        if (!replacement.Contains((byte)'$'))
        {
            return ReplaceAllLiteral(text, replacement, budget);
        }

        var expansion = Expansion.Parse(replacement);
        return Replace(text, _names.Count * 2, (output, whole, match) => expansion.Write(output, whole, match, _names), budget);
    }

    /// <summary>The text with every match replaced by just these bytes.</summary>
    /// <inheritdoc cref="ReplaceAll"/>
    public byte[] ReplaceAllLiteral(ReadOnlySpan<byte> text, ReadOnlySpan<byte> replacement, IStepBudget? budget = null)
    {
        var bytes = replacement.ToArray();
        return Replace(text, 2, (output, _, _) => output.Write(bytes), budget);
    }

    private byte[] Replace(ReadOnlySpan<byte> text, int slotCount, Replacement replace, IStepBudget? budget)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + 1);
        var (copied, at, slots) = (0, 0, new int[slotCount]);
        while (at <= text.Length && _program.Match(text, at, slots, budget))
        {
            output.Write(text[copied..slots[0]]);
            // Not for an empty match right behind another match, or b* would replace twice in abc.
            if (slots[1] > copied || slots[0] == 0)
            {
                replace(output, text, slots);
            }

            copied = slots[1];
            var least = at + (at < text.Length ? Width(text, at) : 1);
            at = Math.Max(least, copied);
        }

        output.Write(text[copied..]);
        return output.WrittenSpan.ToArray();
    }
}
