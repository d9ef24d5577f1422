using System.Text.Json.Serialization;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Resources;

/// <summary>What the statuses of all kinds tell.</summary>
internal sealed record CofferStatus
{
    /// <summary>Conditions.</summary>
    [JsonPropertyName("conditions")]
    public IReadOnlyList<Condition> Conditions { get; init => field = value ?? []; } = [];

    /// <summary>Generation that this speaks of.</summary>
    [JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; init; }

    /// <summary>Of kinds with nothing but a verdict.</summary>
    [JsonPropertyName("valid")]
    public bool? Valid { get; init; }

    /// <summary>What is wrong, of such kinds.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>Number of events so far.</summary>
    [JsonPropertyName("journalVersion")]
    public long? JournalVersion { get; init; }

    /// <summary>The newest events, the oldest first.</summary>
    [JsonPropertyName("history")]
    public IReadOnlyList<string> History { get; init => field = value ?? []; } = [];

    /// <summary>What the events add up to.</summary>
    [JsonPropertyName("snapshot")]
    public SecretSnapshot? Snapshot { get; init; }
}
