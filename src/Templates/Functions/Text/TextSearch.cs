using Coffer.Templates.Calls;

namespace Coffer.Templates.Functions.Text;

/// <summary>
/// Finds a part in texts, in time that grows with their lengths and not with the product of both, whatever they hold: the runtime's own
/// search compares a long part anew at each place where it might begin, and can't be interrupted. Knuth, Morris and Pratt's algorithm for
/// long parts; the runtime's own for short ones, in pieces with a look at the budget between them.
/// </summary>
internal sealed class TextSearch
{
    /// <summary>Up to here the runtime's search is faster even where it is at its worst.</summary>
    private const int LongestShort = 32;

    private const int Piece = 64 * 1024;

    /// <summary>Characters that are looked at for one step of the budget.</summary>
    private const int CharactersPerStep = 8;

    private readonly string _part;
    private readonly Budget _budget;

    /// <summary>
    /// For each length of a beginning that was found: how much of it is the beginning of another place, too. Null for short parts.
    /// </summary>
    private readonly int[]? _shorter;

    /// <param name="part">What to find; not empty.</param>
    /// <param name="budget">Pays for it.</param>
    public TextSearch(string part, Budget budget)
    {
        (_part, _budget) = (part, budget);
        _shorter = part.Length > LongestShort ? Beginnings() : null;
    }

    /// <summary>Where the part is found at or after <paramref name="start"/>; negative for nowhere.</summary>
    public int Next(string text, int start) => _shorter is { } shorter ? Long(text, start, shorter) : Short(text, start);

    /// <summary>How often it is found, without overlaps.</summary>
    public long Count(string text)
    {
        var count = 0L;
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + _part.Length))
        {
            count++;
        }

        return count;
    }

    private int Short(string text, int start)
    {
        while (true)
        {
            var length = Math.Min(Piece + _part.Length - 1, text.Length - start);
            var at = text.AsSpan(start, length).IndexOf(_part, StringComparison.Ordinal);
            _budget.Spend(1 + ((at < 0 ? length : at) / CharactersPerStep));
            if (at >= 0)
            {
                return start + at;
            }

            if (start + length == text.Length)
            {
                return -1;
            }

            start += Piece;
        }
    }

    private int Long(string text, int start, int[] shorter)
    {
        var (found, paid) = (0, start);
        for (var at = start; at < text.Length; at++)
        {
            while (found > 0 && text[at] != _part[found])
            {
                found = shorter[found];
            }

            found += text[at] == _part[found] ? 1 : 0;
            if (found == _part.Length)
            {
                _budget.Spend(1 + ((at - paid) / CharactersPerStep));
                return at + 1 - _part.Length;
            }

            if (at - paid >= Piece)
            {
                _budget.Spend((at - paid) / CharactersPerStep);
                paid = at;
            }
        }

        _budget.Spend(1 + ((text.Length - paid) / CharactersPerStep));
        return -1;
    }

    private int[] Beginnings()
    {
        // Four bytes for each character: as much as a list of half as many elements.
        _budget.ReserveList(_part.Length / 2);
        var shorter = new int[_part.Length + 1];
        for (int at = 1, length = 0; at < _part.Length; at++)
        {
            while (length > 0 && _part[at] != _part[length])
            {
                length = shorter[length];
            }

            length += _part[at] == _part[length] ? 1 : 0;
            shorter[at + 1] = length;
        }

        return shorter;
    }
}
