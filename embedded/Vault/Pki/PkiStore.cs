using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.Embedded.Vault.Pki;

/// <summary>What one mount holds: issuers, keys that wait for their certificate, roles, issued certificates. Thread-safe.</summary>
internal sealed class PkiStore : IDisposable
{
    private readonly ConcurrentBag<PkiIssuer> _issuers = [];
    private volatile PkiIssuer? _default;

    public ConcurrentDictionary<string, PkiRole> Roles { get; } = [];

    public ConcurrentDictionary<string, PkiEntry> Certificates { get; } = [];

    public ConcurrentBag<PkiKey> Waiting { get; } = [];

    public IEnumerable<PkiIssuer> Issuers => _issuers;

    public void Add(PkiIssuer issuer)
    {
        _issuers.Add(issuer);
        if (issuer.Key is not null)
        {
            _default ??= issuer;
        }
    }

    /// <summary>By id, by name or as <c>default</c>; null for none.</summary>
    public PkiIssuer? Find(string reference) =>
        reference == "default" ? _default : _issuers.FirstOrDefault(issuer => issuer.Id == reference || issuer.Name == reference);

    /// <summary>The issuer first, its root last.</summary>
    public IReadOnlyList<PkiIssuer> Chain(PkiIssuer issuer)
    {
        var chain = new List<PkiIssuer> { issuer };
        while (!chain[^1].IsRoot && _issuers.FirstOrDefault(other => other.IsIssuerOf(chain[^1].Certificate)) is { } parent
            && !chain.Contains(parent))
        {
            chain.Add(parent);
        }

        return chain;
    }

    public void Dispose()
    {
        foreach (var issuer in _issuers)
        {
            issuer.Dispose();
        }

        foreach (var key in Waiting)
        {
            key.Dispose();
        }
    }

    public static string Serial(X509Certificate2 certificate) => Serial(certificate.SerialNumberBytes.Span);

    public static string Serial(ReadOnlySpan<byte> number)
    {
        var digits = new string[number.Length];
        for (var i = 0; i < digits.Length; i++)
        {
            digits[i] = Convert.ToHexStringLower(number.Slice(i, 1));
        }

        return string.Join(':', digits);
    }
}
