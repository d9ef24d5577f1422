namespace Coffer.Contracts.Grains;

/// <summary>What a secret asks of a SessionGrain.</summary>
[GenerateSerializer, Immutable, Alias("coffer.SessionRequest")]
public sealed record SessionRequest
{
    /// <summary>The secret to tell when this auth changes or recovers; null for nobody.</summary>
    [Id(0)]
    public required ResourceRef? Dependent { get; init; }

    /// <summary>Vault namespace that will be read in; empty for the VaultAuth's own.</summary>
    [Id(1)]
    public string Namespace { get; init; } = "";

    /// <summary>The mount that will be read.</summary>
    [Id(2)]
    public required string Mount { get; init; }

    /// <summary>The API path that will be read, e.g. <c>kvv2/data/demo/config</c>.</summary>
    [Id(3)]
    public required string Path { get; init; }

    /// <summary>Version of the session that Vault refused with a 403 on this path; null when none was.</summary>
    [Id(4)]
    public long? Refused { get; init; }

    /// <summary>What is asked for is a write, for which a policy has to say <c>update</c>.</summary>
    [Id(5)]
    public bool Writes { get; init; }
}
