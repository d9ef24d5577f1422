using System.Text;
using System.Text.Json;

namespace Coffer.Templates.Vectors;

/// <summary>One recorded result of Go's original: what was rendered, and what came of it.</summary>
public sealed record Vector
{
    public required string Id { get; init; }

    /// <summary>The sources in the order they are parsed; the last one is rendered.</summary>
    public required IReadOnlyList<TemplateSource> Sources { get; init; }

    /// <summary>The input as JSON: decoded afresh for every run, because templates may change it.</summary>
    public required byte[] Data { get; init; }

    public byte[]? Output { get; init; }

    public byte[]? Error { get; init; }

    /// <summary><c>parse</c> or <c>exec</c>, with an error.</summary>
    public string? Phase { get; init; }

    /// <summary>What the output must match where it is not the same every time.</summary>
    public string? Matches { get; init; }

    public string? ErrorMatches { get; init; }

    /// <summary>The password that the bcrypt hash in the output must verify.</summary>
    public string? BcryptOf { get; init; }

    public static IReadOnlyList<Vector> Read(string path) => [.. Lines(path).Select(Parse)];

    /// <summary>The vectors of a file as text, one each.</summary>
    public static IEnumerable<string> Lines(string path) => File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line));

    public override string ToString() => Id;

    /// <exception cref="Exception">The line is no vector: no JSON, or a part is missing or of the wrong type.</exception>
    public static Vector Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var json = document.RootElement;
        return new Vector
        {
            Id = Text(json, "id")!,
            Sources = [.. SourcesOf(json)],
            Data = Encoding.UTF8.GetBytes(json.GetProperty("data").GetRawText()),
            Output = Bytes(json, "output"),
            Error = Bytes(json, "error"),
            Phase = Text(json, "phase"),
            Matches = Text(json, "matches"),
            ErrorMatches = Text(json, "error_matches"),
            BcryptOf = Text(json, "bcrypt_of"),
        };
    }

    private static IEnumerable<TemplateSource> SourcesOf(JsonElement json)
    {
        var others = json.TryGetProperty("templates", out var templates) ? templates.EnumerateObject().ToList() : [];
        return others
            .OrderBy(other => Encoding.UTF8.GetBytes(other.Name), Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
            .Select(other => new TemplateSource(other.Name, other.Value.GetString()!))
            .Append(new TemplateSource("main", Text(json, "template")!));
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement json, string name) => json.TryGetProperty(name + "_b64", out var encoded)
        ? encoded.GetBytesFromBase64()
        : Text(json, name) is { } text ? Encoding.UTF8.GetBytes(text) : null;
}
