using System.Text.Json;

namespace Coffer.Templates.Tests.Re2;

/// <summary>
/// What Go's package regexp answered for random patterns and texts (Go 1.19; patterns that Go reads otherwise since then, as
/// <c>(?&lt;name&gt;x)</c> and <c>\pn</c>, are not among them). An entry has an error or the results of FindAllStringSubmatchIndex,
/// ReplaceAllString and Split.
/// </summary>
internal sealed record Recording(
    string Pattern, string? Error, string? Text, int[][]? Matches, string? Replacement, string? Replaced, string[]? Split)
{
    public static IReadOnlyList<Recording> All { get; } = Read();

    private static List<Recording> Read()
    {
        using var stream = typeof(Recording).Assembly.GetManifestResourceStream("Coffer.Templates.Tests.Re2.go-regexp.jsonl")!;
        using var reader = new StreamReader(stream);
        var recordings = new List<Recording>();
        while (reader.ReadLine() is { } line)
        {
            recordings.Add(JsonSerializer.Deserialize<Recording>(line, JsonSerializerOptions.Web)!);
        }

        return recordings;
    }
}
