namespace Coffer.Contracts.Vault;

/// <summary>A login that can be used: where, as whom, until when.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultSession")]
public sealed record VaultSession
{
    /// <summary>The Vault.</summary>
    [Id(0)]
    public required VaultEndpoint Endpoint { get; init; }

    /// <summary>
    /// The Vault namespace that the login was made in; empty for the root. A secret without a namespace of its own reads there.
    /// </summary>
    [Id(1)]
    public string Namespace { get; init; } = "";

    /// <summary>The token.</summary>
    [Id(2)]
    public required VaultToken Token { get; init; }

    /// <summary>Grows with each login of this SessionGrain; tells an old token from a new one without showing either.</summary>
    [Id(3)]
    public required long Version { get; init; }

    /// <summary>When Vault will forget the token; <see cref="DateTimeOffset.MaxValue"/> for a token without TTL.</summary>
    [Id(4)]
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The inputs that this session was made from, as <c>Kind/uid/generation</c> joined by spaces, in a fixed order.</summary>
    [Id(5)]
    public required string Inputs { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"session {Version} at {Endpoint}";
}
