using System.Security.Cryptography;
using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;

namespace Coffer.Domain.Connections;

/// <summary>A VaultConnection's spec, found to be sound.</summary>
public sealed record ConnectionSettings
{
    /// <summary>Base URL.</summary>
    public required Uri Address { get; init; }

    /// <summary>Headers of every request.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Name for SNI; null for the address' host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Where the roots come from.</summary>
    public required CaSource Ca { get; init; }

    /// <summary>Accept any certificate.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>Hosts that redirects may lead to.</summary>
    public IReadOnlyList<string> RedirectHosts { get; init; } = [];

    /// <summary>Time for one request.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The endpoint with the roots resolved.</summary>
    /// <param name="metadata">The VaultConnection.</param>
    /// <param name="caPem">PEM bundle; null for the system's roots.</param>
    public VaultEndpoint ToEndpoint(ObjectMeta metadata, string? caPem) => new()
    {
        Connection = new ObjectKey(metadata.Namespace, metadata.Name),
        Uid = metadata.Uid,
        Version = $"{metadata.Generation}.{ShortHash(caPem)}",
        Address = Address,
        Headers = Headers,
        TlsServerName = TlsServerName,
        CaPem = caPem,
        SkipTlsVerify = SkipTlsVerify,
        Timeout = Timeout,
        RedirectHosts = RedirectHosts,
    };

    private static string ShortHash(string? text) =>
        text is null ? "0" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
}
