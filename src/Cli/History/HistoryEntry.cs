using System.Globalization;

namespace Coffer.Cli.History;

/// <summary>One line of <c>status.history</c>, taken apart: <c>seq time type detail</c>. Part of the schema of <c>-o json</c>.</summary>
internal sealed record HistoryEntry
{
    /// <summary>Number of the event in the journal; 0 for a line that is none.</summary>
    public long Sequence { get; init; }

    /// <summary>When it happened; null for a line that is none.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What happened, e.g. <c>SecretWritten</c>.</summary>
    public string What { get; init; } = "";

    /// <summary>Why, where the line tells.</summary>
    public string? Why { get; init; }

    /// <summary>Version of the secret in Vault, where the line tells.</summary>
    public long? Version { get; init; }

    /// <summary>First digits of the digest of the content, where the line tells.</summary>
    public string? Digest { get; init; }

    /// <summary>Workloads that it speaks of, <c>Kind/name</c>.</summary>
    public IReadOnlyList<string> Workloads { get; init; } = [];

    /// <summary>The rest of the line as it is.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Reads a line; one that is none of the operator's is shown as it is.</summary>
    public static HistoryEntry Parse(string line)
    {
        if (line.Split(' ', 4) is not [var number, var time, var what, ..] parts
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || !DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return new HistoryEntry { Detail = line };
        }

        var detail = parts.Length > 3 ? parts[3] : "";
        return With(new HistoryEntry { Sequence = sequence, At = at, What = what, Detail = detail });
    }

    private static HistoryEntry With(HistoryEntry entry)
    {
        var words = entry.Detail.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return entry.What switch
        {
            "Adopted" or "SourceMoved" => Content(entry, words),
            "SecretWritten" => Content(entry, words) with { Why = words.FirstOrDefault(static word => !word.Contains('=')) },
            "RestartRequested" => entry with { Workloads = words is [_, var targets, ..] ? targets.Split(',') : [] },
            "RestartCompleted" or "RestartDelayed" => entry with
            {
                Workloads = words is [_, var target, ..] ? [target] : [],
                Why = words.Length > 2 ? string.Join(' ', words[2..]) : null,
            },
            _ => entry with { Why = entry.Detail.Length > 0 ? entry.Detail : null },
        };
    }

    private static HistoryEntry Content(HistoryEntry entry, string[] words) => entry with
    {
        Version = long.TryParse(Value(words, "version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? version
            : null,
        Digest = Value(words, "digest"),
    };

    private static string? Value(string[] words, string name) => words
        .FirstOrDefault(word => word.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
