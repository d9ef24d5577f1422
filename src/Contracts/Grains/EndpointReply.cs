using Coffer.Contracts.Vault;

namespace Coffer.Contracts.Grains;

/// <summary>A connection's endpoint, or why there is none; exactly one of the two.</summary>
[GenerateSerializer, Immutable, Alias("coffer.EndpointReply")]
public sealed record EndpointReply([property: Id(0)] VaultEndpoint? Endpoint, [property: Id(1)] Failure? Problem)
{
    /// <summary>The VaultConnection that it is of; null when the object is missing.</summary>
    [Id(2)]
    public InputRef? Input { get; init; }
}
