using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>What a VaultDynamicSecret wants.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultDynamicSecretSpec")]
public sealed record VaultDynamicSecretSpec
{
    /// <summary>The schema's defaults.</summary>
    /// <param name="renewalPercent">See <see cref="RenewalPercent"/>. A parameter, because generated JSON code passes over the initialisers
    /// of init properties.</param>
    [JsonConstructor]
    public VaultDynamicSecretSpec(int renewalPercent = 67) => RenewalPercent = renewalPercent;

    /// <summary>VaultAuth: <c>name</c>, <c>namespace/name</c>, or empty for <c>default</c> in the operator's namespace.</summary>
    [Id(0), JsonPropertyName("vaultAuthRef"), MaxLength(SpecLimits.ReferenceLength), RegularExpression(FieldPatterns.Reference)]
    public string? VaultAuthRef { get; init; }

    /// <summary>Vault namespace of the mount; null for that of the VaultAuth.</summary>
    [Id(1), JsonPropertyName("namespace"), MaxLength(SpecLimits.PathLength)]
    public string? Namespace { get; init; }

    /// <summary>Mount of the engine.</summary>
    [Id(2), JsonPropertyName("mount"), MaxLength(SpecLimits.PathLength), Required]
    public string Mount { get; init => field = value ?? ""; } = "";

    /// <summary>Path below the mount.</summary>
    [Id(3), JsonPropertyName("path"), MaxLength(SpecLimits.PathLength), Required]
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary><c>GET</c>, <c>POST</c> or <c>PUT</c>.</summary>
    [Id(4), JsonPropertyName("requestHTTPMethod"), AllowedValues(FieldValues.Get, FieldValues.Post, FieldValues.Put)]
    public string? RequestHttpMethod { get; init; }

    /// <summary>Body of the request.</summary>
    [Id(5), JsonPropertyName("params")]
    public IReadOnlyDictionary<string, string>? Params { get; init; }

    /// <summary>Percent of the lease after which it is renewed, 0 to 90.</summary>
    [Id(6), JsonPropertyName("renewalPercent"), Minimum(0), Maximum(90)]
    public int RenewalPercent { get; init; }

    /// <summary>Revoke the lease on deletion.</summary>
    [Id(7), JsonPropertyName("revoke")]
    public bool Revoke { get; init; }

    /// <summary>Whether static roles are meant.</summary>
    [Id(8), JsonPropertyName("allowStaticCreds")]
    public bool AllowStaticCreds { get; init; }

    /// <summary>Refresh for answers without lease.</summary>
    [Id(9), JsonPropertyName("refreshAfter"), RegularExpression(FieldPatterns.Duration)]
    public string? RefreshAfter { get; init; }

    /// <summary>Workloads to roll when the content changes.</summary>
    [Id(10), JsonPropertyName("rolloutRestartTargets"), MaxLength(SpecLimits.RestartTargets)]
    public IReadOnlyList<RolloutRestartTarget>? RolloutRestartTargets { get; init; }

    /// <summary>The Secret.</summary>
    [Id(11), JsonPropertyName("destination"), Required]
    public Destination Destination { get; init => field = value ?? new(); } = new();

    /// <summary>How changes are noticed; of the reference since 2.0.</summary>
    [Id(12), JsonPropertyName("syncConfig")]
    public SyncConfig? SyncConfig { get; init; }
}
