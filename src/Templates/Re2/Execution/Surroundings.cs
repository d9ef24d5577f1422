namespace Coffer.Templates.Re2.Execution;

/// <summary>Which <see cref="Boundaries"/> hold at a place. Single bytes decide: words and newlines are ASCII in RE2.</summary>
internal static class Surroundings
{
    public static Boundaries At(ReadOnlySpan<byte> text, int at)
    {
        var (first, last) = (at == 0, at == text.Length);
        var lines = (first || text[at - 1] == '\n' ? Boundaries.BeginLine : 0) | (last || text[at] == '\n' ? Boundaries.EndLine : 0);
        var ends = (first ? Boundaries.BeginText : 0) | (last ? Boundaries.EndText : 0);
        var word = !first && IsWord(text[at - 1]) != (!last && IsWord(text[at])) || first && !last && IsWord(text[at]);
        return lines | ends | (word ? Boundaries.Word : Boundaries.NoWord);
    }

    private static bool IsWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter == '_';
}
