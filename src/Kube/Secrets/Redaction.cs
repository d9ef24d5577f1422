using System.Text;
using Coffer.Contracts;

namespace Coffer.Kube.Secrets;

/// <summary>
/// The API server's own words hold no values, but those of an admission webhook or policy may quote what they refuse: values of the refused manifest are cut out of the message, plain and in base64.
/// </summary>
internal static class Redaction
{
    /// <summary>Shorter values can't be told from ordinary words.</summary>
    private const int Shortest = 4;

    public static Failure Redact(Failure failure, IEnumerable<ReadOnlyMemory<byte>> values) =>
        failure with { Message = values.Where(v => v.Length >= Shortest).SelectMany(Spellings).Aggregate(failure.Message, Hide) };

    private static string Hide(string message, string spelling)
    {
        message = message.Replace(spelling, "***", StringComparison.Ordinal);
        return HidePrefixAtEnd(message, spelling);
    }

    /// <summary>A message is cut at its limit, and may end within a value.</summary>
    private static string HidePrefixAtEnd(string message, string spelling)
    {
        if (!message.EndsWith('…'))
        {
            return message;
        }

        var text = message.AsSpan(0, message.Length - 1);
        for (var length = Math.Min(spelling.Length - 1, text.Length); length >= Shortest; length--)
        {
            if (text.EndsWith(spelling.AsSpan(0, length), StringComparison.Ordinal))
            {
                return string.Concat(text[..^length], "***…");
            }
        }

        return message;
    }

    private static IEnumerable<string> Spellings(ReadOnlyMemory<byte> value)
    {
        var base64 = Convert.ToBase64String(value.Span);
        yield return base64;
        yield return base64.TrimEnd('=');
        var text = Encoding.UTF8.GetString(value.Span);
        yield return text;
        if (text.Trim() is { Length: >= Shortest } trimmed)
        {
            yield return trimmed;
        }
    }
}
