using System.Security.Cryptography.X509Certificates;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>A role of auth/cert.</summary>
internal sealed class CertRole
{
    /// <summary>The CA, or the very certificate, that is accepted.</summary>
    public required string Pem { get; init; }

    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Common names, <c>*</c> at an end stands for anything; empty for all.</summary>
    public IReadOnlyList<string> CommonNames { get; init; } = [];

    public required TokenSettings Token { get; init; }

    /// <summary>A certificate that is no CA's is accepted by itself alone, that of a CA by what it signed.</summary>
    public bool Trusts(X509Certificate2 shown, DateTimeOffset now)
    {
        if (!IsAuthority)
        {
            return Certificate.RawDataMemory.Span.SequenceEqual(shown.RawDataMemory.Span);
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        return chain.Build(shown);
    }

    public bool Allows(X509Certificate2 shown)
    {
        var name = shown.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return CommonNames.Count == 0 || CommonNames.Any(pattern => pattern.EndsWith('*')
            ? name.StartsWith(pattern[..^1], StringComparison.Ordinal)
            : name == pattern);
    }

    private bool IsAuthority =>
        Certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(static basic => basic.CertificateAuthority);
}
