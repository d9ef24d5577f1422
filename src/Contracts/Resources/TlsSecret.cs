namespace Coffer.Contracts.Resources;

/// <summary>What a Secret for TLS is called and has.</summary>
public static class TlsSecret
{
    /// <summary>Type of the Secret.</summary>
    public const string Type = "kubernetes.io/tls";

    /// <summary>Key of the certificate and its intermediates.</summary>
    public const string Certificate = "tls.crt";

    /// <summary>Key of the private key.</summary>
    public const string PrivateKey = "tls.key";

    /// <summary>Key of the issuing authority's certificate.</summary>
    public const string Authority = "ca.crt";
}
