using System.Text;

namespace Coffer.Templates.Functions.Text;

/// <summary>Word wrap at a width in bytes, as goutils does it: leading blanks of a line go, trailing ones stay.</summary>
internal static class Wrapping
{
    public static string Wrap(string text, long width, string newLine, bool breakWords)
    {
        var result = new StringBuilder(text.Length + 16);
        var rest = text.AsSpan();
        width = Math.Max(width, 1);
        while (rest.Length > width)
        {
            if (rest[0] == ' ')
            {
                rest = rest[1..];
                continue;
            }

            var (length, skipped) = NextLine(rest, (int)width, breakWords);
            if (length == rest.Length)
            {
                break;
            }

            result.Append(rest[..length]).Append(newLine.Length == 0 ? "\n" : newLine);
            rest = rest[(length + skipped)..];
        }

        return result.Append(rest).ToString();
    }

    private static (int Length, int Skipped) NextLine(ReadOnlySpan<char> text, int width, bool breakWords)
    {
        var space = text[..(width + 1)].LastIndexOf(' ');
        if (space >= 0)
        {
            return (space, 1);
        }

        if (breakWords)
        {
            return (width, 0);
        }

        var next = text[width..].IndexOf(' ');
        return next < 0 ? (text.Length, 0) : (width + next, 1);
    }
}
