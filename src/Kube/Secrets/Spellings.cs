using System.Text;
using System.Text.Json;

namespace Coffer.Kube.Secrets;

/// <summary>
/// How a value may be spelled by somebody who quotes it: plain, in base64, escaped; line by line; and of a JSON text each
/// value that stands in it.
/// </summary>
internal static class Spellings
{
    /// <summary>Shorter values can't be told from ordinary words.</summary>
    public const int Shortest = 4;

    /// <summary>A shorter line may be anything.</summary>
    private const int ShortestLine = 16;

    /// <summary>Of one value; a message holds 1,024 characters.</summary>
    private const int Most = 1_000;

    private const int MaxDepth = 32;

    public static IEnumerable<string> Of(ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
        {
            return [];
        }

        var text = Encoding.UTF8.GetString(value.Span);
        return Plain(value.Span, text).Concat(Lines(text).Take(Most)).Concat(Leaves(value).Take(Most)).Distinct();
    }

    private static IEnumerable<string> Plain(ReadOnlySpan<byte> value, string text)
    {
        var base64 = Convert.ToBase64String(value);
        return [base64, base64.TrimEnd('='), text, .. text.Trim() is { Length: > 0 } trimmed ? (string[])[trimmed, Escaped(trimmed)] : []];
    }

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(string text) => text.Contains('\n', StringComparison.Ordinal)
        ? text.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length >= ShortestLine)
        : [];

    private static IEnumerable<string> Leaves(ReadOnlyMemory<byte> value)
    {
        try
        {
            using var json = JsonDocument.Parse(value, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return [.. LeavesOf(json.RootElement).Take(Most)
                .SelectMany(leaf => leaf.Length < Shortest ? [leaf] : Plain(Encoding.UTF8.GetBytes(leaf), leaf))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<string> LeavesOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => LeavesOf(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(LeavesOf),
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Number => [element.GetRawText()],
        _ => [],
    };
}
