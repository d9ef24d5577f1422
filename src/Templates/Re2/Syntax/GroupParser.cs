namespace Coffer.Templates.Re2.Syntax;

/// <summary>What follows <c>(?</c>: a name, flags, or both a group and flags.</summary>
internal static class GroupParser
{
    /// <summary>What was found.</summary>
    /// <param name="Name">The name of a capture; null when nothing is captured.</param>
    /// <param name="Opens">Whether a group begins; else the flags hold from here on.</param>
    /// <param name="Flags">The flags behind it.</param>
    public readonly record struct Opening(string? Name, bool Opens, ParseFlags Flags);

    public static Opening Parse(PatternReader reader, ParseFlags flags)
    {
        var start = reader.At;
        if (reader.StartsWith("(?P<"u8) && reader.Left > 4)
        {
            return new Opening(Name(reader, 4), Opens: true, flags);
        }

        if (reader.StartsWith("(?<"u8) && reader.Left > 3)
        {
            return new Opening(Name(reader, 3), Opens: true, flags);
        }

        reader.At += 2;
        return Flags(reader, flags) ?? throw reader.Error(Fault.PerlSyntax, start);
    }

    private static string Name(PatternReader reader, int prefix)
    {
        var start = reader.At;
        var length = reader.Rest.IndexOf((byte)'>');
        if (length < 0)
        {
            var end = start + reader.Left;
            reader.Text(start, end);
            throw reader.Error(Fault.NamedCapture, start, end);
        }

        reader.At += length + 1;
        var name = reader.Text(start + prefix, reader.At - 1);
        return name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? name
            : throw reader.Error(Fault.NamedCapture, start);
    }

    private static Opening? Flags(PatternReader reader, ParseFlags flags)
    {
        var (off, seen) = (false, false);
        while (!reader.AtEnd)
        {
            var letter = reader.Next();
            if (letter is ':' or ')')
            {
                return off && !seen ? null : new Opening(null, letter == ':', flags);
            }

            if (letter == '-' && !off)
            {
                (off, seen) = (true, false);
                continue;
            }

            var flag = OfLetter(letter);
            if (flag == ParseFlags.None)
            {
                return null;
            }

            (flags, seen) = (off ? flags & ~flag : flags | flag, true);
        }

        return null;
    }

    private static ParseFlags OfLetter(int letter) => letter switch
    {
        'i' => ParseFlags.FoldCase,
        'm' => ParseFlags.MultiLine,
        's' => ParseFlags.DotNewline,
        'U' => ParseFlags.Lazy,
        _ => ParseFlags.None,
    };
}
