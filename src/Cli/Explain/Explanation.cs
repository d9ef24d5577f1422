using Coffer.Cli.Output;
using Coffer.Cli.Status;

namespace Coffer.Cli.Explain;

/// <summary>Where a Secret comes from.</summary>
internal sealed record Explanation() : Answer("Explanation")
{
    /// <summary>Namespace and name of the Secret.</summary>
    public required string Secret { get; init; }

    /// <summary>How it is.</summary>
    public required LinkState State { get; init; }

    /// <summary>What is to be known of it, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The resource that keeps it in step, <c>Kind/namespace/name</c>; null for none of Coffer's.</summary>
    public string? Source { get; init; }

    /// <summary>Mount and path in Vault.</summary>
    public string? Path { get; init; }

    /// <summary>What it holds.</summary>
    public ChainData? Data { get; init; }

    /// <summary>The way to Vault: VaultConnection, VaultAuthGlobal, VaultAuth.</summary>
    public IReadOnlyList<Link> Login { get; init; } = [];

    /// <summary>Who owns data of it, the operator first.</summary>
    public IReadOnlyList<Writer> Writers { get; init; } = [];
}
