using Coffer.Templates.Calls;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Text;

/// <summary>Asks for room before a text is made that can be much longer than what it is made from.</summary>
internal static class Sizes
{
    /// <summary>What an element of a list is counted for, beside its text.</summary>
    public const int BytesOfPart = 16;

    /// <summary>A text of <paramref name="count"/> copies.</summary>
    /// <exception cref="FunctionError">Go cannot make it either.</exception>
    /// <exception cref="LimitError">It is longer than the limit.</exception>
    public static string Repeat(Budget budget, string text, long count)
    {
        if (count < 0)
        {
            throw new FunctionError("strings: negative Repeat count");
        }

        var length = (Int128)count * text.Length;
        if (length > long.MaxValue)
        {
            throw new FunctionError("strings: Repeat output length overflow");
        }

        budget.Reserve((long)length);
        return length == 0 ? "" : string.Create((int)length, text, static (target, source) =>
        {
            for (var start = 0; start < target.Length; start += source.Length)
            {
                source.CopyTo(target[start..]);
            }
        });
    }

    /// <summary>The text with all of <paramref name="old"/> replaced.</summary>
    public static StringValue Replace(Budget budget, string text, string old, string replacement)
    {
        var search = old.Length == 0 ? null : new TextSearch(old, budget);
        budget.Reserve(text.Length + (replacement.Length > old.Length ? Occurrences(text, search) * (replacement.Length - old.Length) : 0));
        return StringValue.Of(Strings.Replace(text, search, old.Length, replacement));
    }

    /// <summary>Whether a text holds another.</summary>
    public static bool Holds(Budget budget, string text, string part) =>
        part.Length == 0 || new TextSearch(part, budget).Next(text, 0) >= 0;

    public static StringValue Join(Budget budget, string separator, string[] parts)
    {
        budget.Reserve(parts.Sum(part => (long)part.Length) + ((long)separator.Length * Math.Max(0, parts.Length - 1)));
        return StringValue.Of(string.Join(separator, parts));
    }

    /// <summary>
    /// The parts of a text between separators. A list of very many small parts takes far more room than the text,
    /// so they are counted first.
    /// </summary>
    public static List<string> Split(Budget budget, string text, string separator, long limit)
    {
        var search = separator.Length == 0 ? null : new TextSearch(separator, budget);
        var count = Occurrences(text, search) + 1;
        budget.Reserve((limit < 0 ? count : Math.Min(count, limit)) * BytesOfPart);
        budget.Reserve(text.Length);
        return Strings.Split(text, search, separator.Length, limit);
    }

    private static long Occurrences(string text, TextSearch? search) => search?.Count(text) ?? ByteText.RuneCount(text) + 1;
}
