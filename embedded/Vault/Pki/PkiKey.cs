using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.Embedded.Vault.Pki;

/// <summary>A private key of the types that the platform can make, and its spellings.</summary>
internal sealed class PkiKey : IDisposable
{
    private readonly AsymmetricAlgorithm _key;

    private PkiKey(AsymmetricAlgorithm key) => _key = key;

    /// <summary>As Vault names it.</summary>
    public string Type => _key is RSA ? "rsa" : "ec";

    public PublicKey Public => _key is RSA rsa ? new PublicKey(rsa) : new PublicKey((ECDsa)_key);

    /// <summary>In the key type's own form: PKCS#1 or SEC1.</summary>
    public string Pem => _key is RSA rsa ? rsa.ExportRSAPrivateKeyPem() : ((ECDsa)_key).ExportECPrivateKeyPem();

    public string Pkcs8Pem => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>Null for a type that is not made here.</summary>
    public static PkiKey? Make(string type, int bits) => type switch
    {
        "rsa" => new PkiKey(RSA.Create(bits > 0 ? bits : 2048)),
        "ec" => new PkiKey(ECDsa.Create(bits switch
        {
            384 => ECCurve.NamedCurves.nistP384,
            521 => ECCurve.NamedCurves.nistP521,
            _ => ECCurve.NamedCurves.nistP256,
        })),
        _ => null,
    };

    public CertificateRequest Request(X500DistinguishedName subject) => _key is RSA rsa
        ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        : new CertificateRequest(subject, (ECDsa)_key, HashAlgorithmName.SHA256);

    public X509SignatureGenerator Generator() => _key is RSA rsa
        ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
        : X509SignatureGenerator.CreateForECDsa((ECDsa)_key);

    public bool Fits(X509Certificate2 certificate) =>
        Public.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    public void Dispose() => _key.Dispose();

    public override string ToString() => "***";
}
