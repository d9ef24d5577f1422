using Coffer.Templates.Re2.Execution;

namespace Coffer.Templates.Re2;

public sealed partial class Regexp
{
    /// <summary>Start and end of the matches one after the other; an empty match right behind another match is left out.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="limit">How many at most; negative for all.</param>
    /// <param name="budget">Pays for the work, see <see cref="IStepBudget"/>.</param>
    public List<(int Start, int End)> FindAllIndex(ReadOnlySpan<byte> text, int limit, IStepBudget? budget = null) =>
        AllMatches(text, limit, slotCount: 2, budget).ConvertAll(match => (match[0], match[1]));

    /// <summary>As <see cref="FindAllIndex"/>, with the captures as in <see cref="FindSubmatchIndex"/>.</summary>
    /// <inheritdoc cref="FindAllIndex"/>
    public List<int[]> FindAllSubmatchIndex(ReadOnlySpan<byte> text, int limit, IStepBudget? budget = null) =>
        AllMatches(text, limit, _names.Count * 2, budget);

    /// <summary>
    /// Start and end of the pieces of the text between the matches. As in Go, an empty match at the very start cuts off nothing.
    /// </summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="limit">How many pieces at most, the last being the rest; negative for all.</param>
    /// <param name="budget">Pays for the work, see <see cref="IStepBudget"/>.</param>
    /// <returns>The pieces; null (Go's nil, not an empty list) when <paramref name="limit"/> is 0.</returns>
    public List<(int Start, int End)>? Split(ReadOnlySpan<byte> text, int limit, IStepBudget? budget = null)
    {
        if (limit == 0)
        {
            return null;
        }

        return text.IsEmpty && !_isEmptyPattern ? [(0, 0)] : Pieces(FindAllIndex(text, limit, budget), text.Length, limit);
    }

    private static List<(int Start, int End)> Pieces(List<(int Start, int End)> matches, int length, int limit)
    {
        var pieces = new List<(int, int)>();
        var (begin, end) = (0, 0);
        foreach (var match in matches)
        {
            if (limit > 0 && pieces.Count >= limit - 1)
            {
                break;
            }

            end = match.Start;
            if (match.End != 0)
            {
                pieces.Add((begin, end));
            }

            begin = match.End;
        }

        if (end != length)
        {
            pieces.Add((begin, length));
        }

        return pieces;
    }

    private List<int[]> AllMatches(ReadOnlySpan<byte> text, int limit, int slotCount, IStepBudget? budget)
    {
        var matches = new List<int[]>();
        var (at, previousEnd, slots) = (0, -1, new int[slotCount]);
        while (at <= text.Length && (limit < 0 || matches.Count < limit) && _program.Match(text, at, slots, budget))
        {
            var (start, end) = (slots[0], slots[1]);
            var accepted = end != at || start != previousEnd;
            at = end != at ? end : at < text.Length ? at + Width(text, at) : text.Length + 1;
            previousEnd = end;
            if (accepted)
            {
                matches.Add(slots);
                slots = new int[slotCount];
            }
        }

        return matches;
    }

    private static int Width(ReadOnlySpan<byte> text, int at)
    {
        Utf8.Decode(text, at, out var width);
        return width;
    }
}
