using System.Text;
using Coffer.Templates.Re2.Unicode;

namespace Coffer.Templates.Re2.Syntax;

/// <summary>Character classes: <c>[^a-z\d[:punct:]\pL]</c>, and the escapes that are classes outside of brackets too.</summary>
internal static class ClassParser
{
    /// <summary>The ranges of a class in brackets, read from its <c>[</c> on.</summary>
    public static int[] Bracketed(PatternReader reader, bool fold)
    {
        var start = reader.At++;
        var negated = reader.Peek() == '^';
        reader.At += negated ? 1 : 0;

        var ranges = new RuneRanges();
        for (var first = true; reader.Peek() != ']' || first; first = false)
        {
            if (Named(reader, fold) is { } named)
            {
                ranges.AddAll(named);
                continue;
            }

            var (low, high) = Range(reader, start);
            ranges.Add(low, high);
        }

        reader.At++;
        return Finish(ranges.ToPairs(), negated, fold);
    }

    /// <summary>
    /// The ranges of <c>\pL</c>, <c>\p{Greek}</c> or <c>\d</c>; null and no step forward when the text is another escape.
    /// </summary>
    public static int[]? Escaped(PatternReader reader, bool fold)
    {
        if (reader.Peek() != '\\' || reader.Left < 2)
        {
            return null;
        }

        if (reader.Peek(1) is (byte)'p' or (byte)'P')
        {
            return OfUnicode(reader, fold);
        }

        var known = AsciiClasses.OfLetter(reader.Peek(1));
        reader.At += known is null ? 0 : 2;
        return known is { } ascii ? Finish(ascii.Ranges, ascii.Negated, fold) : null;
    }

    private static int[]? Named(PatternReader reader, bool fold) =>
        reader.StartsWith("[:"u8) && OfPosix(reader, fold) is { } posix ? posix : Escaped(reader, fold);

    private static int[]? OfPosix(PatternReader reader, bool fold)
    {
        var end = reader.Rest[2..].IndexOf(":]"u8);
        if (end < 0)
        {
            return null;
        }

        var (start, name) = (reader.At, Encoding.UTF8.GetString(reader.Rest.Slice(2, end)));
        reader.At += end + 4;
        var known = AsciiClasses.OfName(name) ?? throw reader.Error(Fault.CharRange, start);
        return Finish(known.Ranges, known.Negated, fold);
    }

    /// <summary>Folding first: what is folded already stays the same by it, negated or not.</summary>
    private static int[] Finish(int[] ranges, bool negated, bool fold)
    {
        var all = fold ? RuneRanges.Fold(ranges) : ranges;
        return negated ? RuneRanges.Negate(all) : all;
    }

    private static int[] OfUnicode(PatternReader reader, bool fold)
    {
        var (start, negated) = (reader.At, reader.Peek(1) == 'P');
        var name = UnicodeName(reader);
        if (name.StartsWith('^'))
        {
            (negated, name) = (!negated, name[1..]);
        }

        return UnicodeClasses.Find(name, fold, negated) ?? throw reader.Error(Fault.CharRange, start);
    }

    private static string UnicodeName(PatternReader reader)
    {
        var start = reader.At;
        reader.At += 2;
        if (reader.Next() != '{')
        {
            return reader.Text(start + 2, reader.At);
        }

        var length = reader.Rest.IndexOf((byte)'}');
        if (length < 0)
        {
            var end = reader.At + reader.Left;
            reader.Text(start, end);
            throw reader.Error(Fault.CharRange, start, end);
        }

        reader.At += length + 1;
        return reader.Text(start + 3, reader.At - 1);
    }

    private static (int Low, int High) Range(PatternReader reader, int classStart)
    {
        var start = reader.At;
        var low = Single(reader, classStart);
        if (reader.Peek() != '-' || reader.Left < 2 || reader.Peek(1) == ']')
        {
            return (low, low);
        }

        reader.At++;
        var high = Single(reader, classStart);
        return high < low ? throw reader.Error(Fault.CharRange, start) : (low, high);
    }

    private static int Single(PatternReader reader, int classStart)
    {
        if (reader.AtEnd)
        {
            throw reader.Error(Fault.MissingBracket, classStart);
        }

        return reader.Peek() == '\\' ? EscapeParser.Parse(reader) : reader.Next();
    }
}
