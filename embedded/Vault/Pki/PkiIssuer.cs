using System.Security.Cryptography.X509Certificates;

namespace Coffer.Embedded.Vault.Pki;

/// <summary>An issuer of a mount: its certificate, and its key unless only the certificate was imported.</summary>
internal sealed class PkiIssuer(X509Certificate2 certificate, PkiKey? key) : IDisposable
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public string KeyId { get; } = key is null ? "" : Guid.NewGuid().ToString();

    public string Name { get; set; } = "";

    /// <summary>What becomes of a certificate that would outlive this one: <c>err</c>, <c>truncate</c> or <c>permit</c>.</summary>
    public string LeafNotAfter { get; set; } = "err";

    public X509Certificate2 Certificate => certificate;

    public PkiKey? Key => key;

    public DateTimeOffset NotAfter => new(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);

    public bool IsRoot => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    public string Pem => certificate.ExportCertificatePem();

    public bool IsIssuerOf(X509Certificate2 other) =>
        other.IssuerName.RawData.AsSpan().SequenceEqual(certificate.SubjectName.RawData);

    public void Dispose()
    {
        certificate.Dispose();
        key?.Dispose();
    }
}
