using System.Text;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Text;

/// <summary>Go's ways of going through a text rune by rune.</summary>
internal static class Runes
{
    /// <summary>The text with every rune mapped; invalid bytes come out as U+FFFD, as Go's <c>strings.Map</c> has it.</summary>
    public static string Map(string text, Func<int, int> map)
    {
        var result = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length;)
        {
            ByteText.AppendRune(result, map(ByteText.Rune(text, index, out var width)));
            index += width;
        }

        return result.ToString();
    }

    /// <summary>The text without the runes at either end that <paramref name="drop"/> names.</summary>
    public static string Trim(string text, Func<int, bool> drop)
    {
        var rest = text.AsSpan();
        while (rest.Length > 0 && drop(ByteText.Rune(rest, 0, out var width)))
        {
            rest = rest[width..];
        }

        while (rest.Length > 0 && drop(ByteText.LastRune(rest, out var width)))
        {
            rest = rest[..^width];
        }

        return rest.Length == text.Length ? text : rest.ToString();
    }
}
