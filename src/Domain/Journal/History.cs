using System.Globalization;
using Coffer.Contracts;

namespace Coffer.Domain.Journal;

/// <summary>
/// The newest events of a resource as short lines: <c>seq time type detail</c>. For people and audits; no decision rests on them.
/// </summary>
public static class History
{
    private const int MaxEntries = 16;
    private const int MaxLength = 256;

    /// <summary>Adds events and drops the oldest beyond 16.</summary>
    /// <param name="history">The lines so far; null for none.</param>
    /// <param name="version">Number of events before these.</param>
    /// <param name="now">When they happened.</param>
    /// <param name="events">Type and detail of each; no values.</param>
    public static IReadOnlyList<string> Add(
        IReadOnlyList<string>? history, long version, DateTimeOffset now, IEnumerable<(string Type, string Detail)> events)
    {
        var lines = new List<string>(history ?? []);
        foreach (var (type, detail) in events)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{++version} {now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {type} {detail}")
                .TrimEnd();
            lines.Add(ShortText.Head(line, MaxLength));
        }

        return lines.Count > MaxEntries ? lines[^MaxEntries..] : lines;
    }
}
