namespace Coffer.Contracts.Vault;

/// <summary>
/// How to reach one Vault: a VaultConnection with its CA resolved. <see cref="Uid"/> and <see cref="Version"/> name a generation of it;
/// adapters key their connection pools by them.
/// </summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultEndpoint")]
public sealed record VaultEndpoint
{
    /// <summary>The VaultConnection.</summary>
    [Id(0)]
    public required ObjectKey Connection { get; init; }

    /// <summary>UID of the VaultConnection.</summary>
    [Id(1)]
    public required string Uid { get; init; }

    /// <summary>Changes whenever any setting below changes: the generation, a dot, and a short hash of the CA bundle.</summary>
    [Id(2)]
    public required string Version { get; init; }

    /// <summary>Base URL, without <c>/v1</c>.</summary>
    [Id(3)]
    public required Uri Address { get; init; }

    /// <summary>Headers of every request.</summary>
    [Id(4)]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Name to send as SNI and to verify the certificate against; null for the address' host.</summary>
    [Id(5)]
    public string? TlsServerName { get; init; }

    /// <summary>PEM bundle of trusted roots; null for the system's.</summary>
    [Id(6)]
    public string? CaPem { get; init; }

    /// <summary>True to accept any certificate.</summary>
    [Id(7)]
    public bool SkipTlsVerify { get; init; }

    /// <summary>Time for one request; the actors' own limit of 10 s per try applies on top.</summary>
    [Id(8)]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Hosts beside that of <see cref="Address"/> that redirects may lead to, as <c>spec.redirectHosts</c> names them.</summary>
    [Id(9)]
    public IReadOnlyList<string> RedirectHosts { get; init; } = [];

    /// <summary>
    /// Namespace whose resources are read through it: calls for different ones share a VaultConnection by turns. Empty where there is none.
    /// No part of <see cref="Version"/>.
    /// </summary>
    [Id(10)]
    public string Consumer { get; init; } = "";

    /// <summary>Headers may carry credentials of proxies, so only names are shown.</summary>
    public override string ToString() => $"{Connection} ({Address})";
}
