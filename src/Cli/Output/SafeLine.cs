using Coffer.Contracts;

namespace Coffer.Cli.Output;

/// <summary>
/// Texts that somebody else wrote into an object, fit for a terminal: control characters, with which a manifest could move the cursor or
/// hide a line, become question marks.
/// </summary>
internal static class SafeLine
{
    /// <summary>The text in one line.</summary>
    public static string Of(string? text) => string.Concat((text ?? "").Select(Harmless));

    /// <summary>The text in one line of at most so many characters.</summary>
    public static string Of(string? text, int most) => ShortText.Cut(Of(text), most);

    private static char Harmless(char c) => c switch
    {
        '\n' or '\r' or '\t' => ' ',
        >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069' => '?',
        _ => char.IsControl(c) ? '?' : c,
    };
}
