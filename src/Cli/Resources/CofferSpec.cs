using System.Text.Json.Serialization;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Resources;

/// <summary>The fields of all kinds that lead from one object to the next, or tell people what it is about.</summary>
internal sealed record CofferSpec
{
    /// <summary>Of a VaultConnection: Vault's address.</summary>
    [JsonPropertyName("address")]
    public string? Address { get; init; }

    /// <summary>Of a VaultAuth and a VaultAuthGlobal: the VaultConnection.</summary>
    [JsonPropertyName("vaultConnectionRef")]
    public string? VaultConnectionRef { get; init; }

    /// <summary>Of a VaultAuth: whose defaults it uses.</summary>
    [JsonPropertyName("vaultAuthGlobalRef")]
    public VaultAuthGlobalRef? VaultAuthGlobalRef { get; init; }

    /// <summary>Of a VaultAuth and a VaultAuthGlobal: who else may use it.</summary>
    [JsonPropertyName("allowedNamespaces")]
    public IReadOnlyList<string>? AllowedNamespaces { get; init; }

    /// <summary>Of a VaultAuth: method of the login.</summary>
    [JsonPropertyName("method")]
    public string? Method { get; init; }

    /// <summary>Of a VaultAuthGlobal: method of VaultAuths without one.</summary>
    [JsonPropertyName("defaultAuthMethod")]
    public string? DefaultAuthMethod { get; init; }

    /// <summary>Of a VaultAuth: auth mount. Of a secret: mount of the engine.</summary>
    [JsonPropertyName("mount")]
    public string? Mount { get; init; }

    /// <summary>Of a secret: path below the mount.</summary>
    [JsonPropertyName("path")]
    public string? Path { get; init; }

    /// <summary>Of a VaultPKISecret: role.</summary>
    [JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>Of a VaultStaticSecret: <c>kv-v1</c> or <c>kv-v2</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Vault namespace.</summary>
    [JsonPropertyName("namespace")]
    public string? Namespace { get; init; }

    /// <summary>Of a secret: the VaultAuth.</summary>
    [JsonPropertyName("vaultAuthRef")]
    public string? VaultAuthRef { get; init; }

    /// <summary>Of a secret: how often Vault is read.</summary>
    [JsonPropertyName("refreshAfter")]
    public string? RefreshAfter { get; init; }

    /// <summary>Of a VaultStaticSecret; true where nothing is said.</summary>
    [JsonPropertyName("hmacSecretData")]
    public bool? HmacSecretData { get; init; }

    /// <summary>Of a secret: the Secret.</summary>
    [JsonPropertyName("destination")]
    public DestinationRef? Destination { get; init; }

    /// <summary>Of a secret: workloads to roll.</summary>
    [JsonPropertyName("rolloutRestartTargets")]
    public IReadOnlyList<RolloutRestartTarget> RolloutRestartTargets { get; init => field = value ?? []; } = [];
}
