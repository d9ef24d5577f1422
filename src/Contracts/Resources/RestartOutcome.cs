using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Coffer.Contracts.Ports;

namespace Coffer.Contracts.Resources;

/// <summary>What became of one workload of the last restart request.</summary>
[GenerateSerializer, Immutable, Alias("coffer.RestartOutcome")]
public sealed record RestartOutcome
{
    /// <summary><see cref="Effect"/> of a workload that was not restarted, for good.</summary>
    public const string Failed = "Failed";

    /// <summary><see cref="Effect"/> of a workload that is not restarted yet, and is tried again.</summary>
    public const string Delayed = "Delayed";

    /// <summary>Workload, as <c>Kind/name</c>.</summary>
    [Id(0), JsonPropertyName("target"), Required]
    public string Target { get; init => field = value ?? ""; } = "";

    /// <summary>One of <see cref="RestartEffect"/>, or <see cref="Failed"/>, or <see cref="Delayed"/>.</summary>
    [Id(1), JsonPropertyName("effect"), Required]
    public string Effect { get; init => field = value ?? ""; } = "";

    /// <summary>Why it failed or waits, for people; at most 256 characters.</summary>
    [Id(2), JsonPropertyName("problem"), MaxLength(256)]
    public string? Problem { get; init; }
}
