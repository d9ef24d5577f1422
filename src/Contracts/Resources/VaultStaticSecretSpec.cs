using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>What a VaultStaticSecret wants.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultStaticSecretSpec")]
public sealed record VaultStaticSecretSpec
{
    /// <summary>The schema's defaults.</summary>
    /// <param name="hmacSecretData">See <see cref="HmacSecretData"/>. A parameter, because generated JSON code passes over the initialisers
    /// of init properties.</param>
    [JsonConstructor]
    public VaultStaticSecretSpec(bool hmacSecretData = true) => HmacSecretData = hmacSecretData;

    /// <summary>VaultAuth: <c>name</c>, <c>namespace/name</c>, or empty for <c>default</c> in the operator's namespace.</summary>
    [Id(0), JsonPropertyName("vaultAuthRef"), MaxLength(SpecLimits.ReferenceLength), RegularExpression(FieldPatterns.Reference)]
    public string? VaultAuthRef { get; init; }

    /// <summary>Vault namespace of the mount; null for that of the VaultAuth.</summary>
    [Id(1), JsonPropertyName("namespace"), MaxLength(SpecLimits.PathLength)]
    public string? Namespace { get; init; }

    /// <summary>Mount of the engine.</summary>
    [Id(2), JsonPropertyName("mount"), MaxLength(SpecLimits.PathLength), Required]
    public string Mount { get; init => field = value ?? ""; } = "";

    /// <summary>Path of the secret.</summary>
    [Id(3), JsonPropertyName("path"), MaxLength(SpecLimits.PathLength), Required]
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary><c>kv-v1</c> or <c>kv-v2</c>.</summary>
    [Id(4), JsonPropertyName("type"), Required, AllowedValues(FieldValues.KvV1, FieldValues.KvV2)]
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>kv-v2 version; null or 0 for the latest.</summary>
    [Id(5), JsonPropertyName("version"), Minimum(0)]
    public long? Version { get; init; }

    /// <summary>How often Vault is read, e.g. <c>30s</c>.</summary>
    [Id(6), JsonPropertyName("refreshAfter"), RegularExpression(FieldPatterns.Duration)]
    public string? RefreshAfter { get; init; }

    /// <summary>Whether changes are told by digests; false also leaves restarts out.</summary>
    [Id(7), JsonPropertyName("hmacSecretData")]
    public bool HmacSecretData { get; init; }

    /// <summary>Workloads to roll when the content changes.</summary>
    [Id(8), JsonPropertyName("rolloutRestartTargets"), MaxLength(SpecLimits.RestartTargets)]
    public IReadOnlyList<RolloutRestartTarget>? RolloutRestartTargets { get; init; }

    /// <summary>The Secret.</summary>
    [Id(9), JsonPropertyName("destination"), Required]
    public Destination Destination { get; init => field = value ?? new(); } = new();

    /// <summary>How changes are noticed.</summary>
    [Id(10), JsonPropertyName("syncConfig")]
    public SyncConfig? SyncConfig { get; init; }
}
