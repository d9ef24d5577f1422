using System.Net;
using Coffer.Domain.Reach;

namespace Coffer.Silo.Options;

/// <summary>Limits towards Vault.</summary>
/// <param name="Requests">Requests under way at once to one VaultConnection.</param>
/// <param name="Timeout">Time for one request.</param>
internal sealed record VaultSettings(int Requests, TimeSpan Timeout)
{
    /// <summary>Largest answer to a read of a secret, in bytes.</summary>
    public required int AnswerBytes { get; init; }

    /// <summary>Bytes of big answers in memory at once.</summary>
    public required int MemoryBytes { get; init; }

    /// <summary>Hosts that VaultConnections outside of the operator's namespace may lead to; null for all.</summary>
    public required IReadOnlyList<HostPattern>? Addresses { get; init; }

    /// <summary>Whether such a VaultConnection may lead to a loopback address that <see cref="Addresses"/> does not name.</summary>
    public required bool Loopback { get; init; }

    /// <summary>Where VaultConnections may lead.</summary>
    /// <param name="operatorNamespace">Namespace of the operator.</param>
    /// <param name="own">The pod's own addresses.</param>
    public ReachRules Reach(string operatorNamespace, IReadOnlyList<IPAddress> own) =>
        new() { OperatorNamespace = operatorNamespace, Allowed = Addresses, Loopback = Loopback, Own = own };
}
