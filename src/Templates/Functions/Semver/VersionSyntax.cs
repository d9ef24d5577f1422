namespace Coffer.Templates.Functions.Semver;

/// <summary>The parts of a version's spelling, the longest one at the start of a text, and how many characters of it that takes.</summary>
internal readonly record struct VersionSyntax(int Length, string Major, string Minor, string Patch, string Prerelease, string Metadata)
{
    /// <param name="text">A text that starts with a version.</param>
    /// <param name="isNumeric">What numbers may consist of: digits, in constraints also wildcards.</param>
    public static VersionSyntax? Match(ReadOnlySpan<char> text, Func<char, bool> isNumeric)
    {
        var next = text.StartsWith('v') ? 1 : 0;
        var major = Run(text, ref next, isNumeric);
        if (major.Length == 0)
        {
            return null;
        }

        var minor = AfterDot(text, ref next, isNumeric);
        var patch = AfterDot(text, ref next, isNumeric);
        var prerelease = Identifiers(text, ref next, '-');
        var metadata = Identifiers(text, ref next, '+');
        return new(next, major, minor, patch, prerelease, metadata);
    }

    public static bool IsDigit(char character) => char.IsAsciiDigit(character);

    /// <summary>What constraints accept in place of a number, a bar among it: the original's slip.</summary>
    public static bool IsDigitOrWildcard(char character) => char.IsAsciiDigit(character) || character is 'x' or 'X' or '*' or '|';

    private static string AfterDot(ReadOnlySpan<char> text, ref int next, Func<char, bool> isNumeric)
    {
        var after = next + 1;
        if (next >= text.Length || text[next] != '.' || Run(text, ref after, isNumeric) is not { Length: > 0 } number)
        {
            return "";
        }

        next = after;
        return number;
    }

    private static string Identifiers(ReadOnlySpan<char> text, ref int next, char mark)
    {
        var end = next + 1;
        if (next >= text.Length || text[next] != mark || Run(text, ref end, IsIdentifier).Length == 0)
        {
            return "";
        }

        for (var after = end + 1; end < text.Length && text[end] == '.' && Run(text, ref after, IsIdentifier).Length > 0; after = end + 1)
        {
            end = after;
        }

        var identifiers = text[(next + 1)..end].ToString();
        next = end;
        return identifiers;
    }

    private static bool IsIdentifier(char character) => char.IsAsciiLetterOrDigit(character) || character == '-';

    private static string Run(ReadOnlySpan<char> text, ref int next, Func<char, bool> belongs)
    {
        var start = next;
        while (next < text.Length && belongs(text[next]))
        {
            next++;
        }

        return start < text.Length ? text[start..next].ToString() : "";
    }
}
