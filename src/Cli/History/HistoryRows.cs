using Coffer.Cli.Output;

namespace Coffer.Cli.History;

/// <summary>The journal as rows of a table.</summary>
internal static class HistoryRows
{
    private const int ShortWhy = 60;

    private static readonly string[] Heads = ["WHEN", "WHAT", "VERSION", "DIGEST", "WORKLOADS", "WHY"];

    /// <summary>Heading and rows.</summary>
    /// <param name="entries">The events.</param>
    /// <param name="now">The time.</param>
    /// <param name="wide">Whole texts, and exact times.</param>
    public static IReadOnlyList<IReadOnlyList<Piece>> Of(IEnumerable<HistoryEntry> entries, DateTimeOffset now, bool wide) =>
    [
        [.. Heads.Select(head => new Piece(head, Tone.Faint))],
        .. entries.Select(entry => Row(entry, now, wide)),
    ];

    private static IReadOnlyList<Piece> Row(HistoryEntry entry, DateTimeOffset now, bool wide) =>
    [
        wide && entry.At is { } at ? TimeWords.Stamp(at) : TimeWords.Age(entry.At, now),
        new Piece(SafeLine.Of(entry.What), ToneOf(entry.What)),
        entry.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-",
        SafeLine.Of(entry.Digest ?? "-"),
        SafeLine.Of(entry.Workloads.Count == 0 ? "-" : string.Join(",", entry.Workloads)),
        SafeLine.Of(entry.At is null ? entry.Detail : entry.Why ?? "-", wide ? int.MaxValue : ShortWhy),
    ];

    private static Tone ToneOf(string what) => what switch
    {
        "SyncFailed" => Tone.Bad,
        "Contested" or "Disputed" or "RestartDelayed" => Tone.Doubtful,
        _ => Tone.Plain,
    };
}
