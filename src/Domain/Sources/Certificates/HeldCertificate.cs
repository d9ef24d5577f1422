using System.Security.Cryptography.X509Certificates;
using System.Text;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Sources.Certificates;

/// <summary>The certificate that a Secret holds, under whichever key.</summary>
internal static class HeldCertificate
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";

    /// <summary>By default Vault lets a certificate begin that much before it is issued.</summary>
    private static readonly TimeSpan BackDated = TimeSpan.FromSeconds(30);

    private static readonly string[] Certificates = [TlsSecret.Certificate, "certificate"];
    private static readonly string[] PrivateKeys = [TlsSecret.PrivateKey, "private_key"];

    /// <summary>Null where there is none.</summary>
    public static HeldSource? In(VaultPKISecretSpec spec, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> data)
    {
        if (Pem(data) is not { } pem)
        {
            return null;
        }

        using var certificate = CertificateText.Read(pem);
        if (certificate is null)
        {
            return null;
        }

        var begin = CertificateText.NotBefore(certificate);
        var facts = new CertificateFacts
        {
            SerialNumber = CertificateText.Serial(certificate),
            NotBefore = begin,
            NotAfter = CertificateText.NotAfter(certificate),
            Issued = begin + BackDated,
        };
        return new HeldSource(new CertificateVersion(facts), HasKey(certificate, data) && Names(certificate, spec));
    }

    private static string? Pem(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> data) =>
        Certificates.Concat(data.Keys.Where(key => !Certificates.Contains(key)).Order(StringComparer.Ordinal))
            .Select(key => Text(data, key))
            .Where(text => text?.Contains(Begin, StringComparison.Ordinal) == true)
            .Select(text => CertificateText.First(text!))
            .FirstOrDefault(pem => pem is not null)
        ?? (Text(data, "certificate") is { } der ? CertificateText.First(der) : null);

    /// <summary>One that stands there and is another's makes the Secret worthless.</summary>
    private static bool HasKey(X509Certificate2 certificate, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> data) =>
        PrivateKeys.Select(key => Text(data, key)).OfType<string>()
            .All(text => CertificateText.Key(text) is { } key && CertificateText.IsPair(certificate, key) != false);

    private static bool Names(X509Certificate2 certificate, VaultPKISecretSpec spec)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var common = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return (string.IsNullOrEmpty(spec.CommonName) || string.Equals(common, spec.CommonName, StringComparison.OrdinalIgnoreCase))
            && (spec.AltNames ?? []).Where(name => !name.Contains('@', StringComparison.Ordinal)).All(names.Contains);
    }

    private static string? Text(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> data, string key) =>
        data.TryGetValue(key, out var value) ? Encoding.UTF8.GetString(value.Span) : null;
}
