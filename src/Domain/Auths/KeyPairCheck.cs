using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.Domain.Auths;

/// <summary>Whether a certificate and a private key are what Vault could accept, before they are sent.</summary>
public static class KeyPairCheck
{
    /// <summary>What is wrong; null when nothing is. Never shows either.</summary>
    public static string? Fault(Credential.KeyPair pair, DateTimeOffset now)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pair.CertificatePem, pair.KeyPem);
            var (from, until) = (Time(certificate.NotBefore), Time(certificate.NotAfter));
            return until < now ? string.Create(CultureInfo.InvariantCulture, $"its certificate was valid until {until:u} and is no more")
                : from > now ? string.Create(CultureInfo.InvariantCulture, $"its certificate is not valid before {from:u}")
                : null;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return "tls.crt and tls.key are no PEM, or the key is not the certificate's";
        }
    }

    private static DateTimeOffset Time(DateTime local) => new(local.ToUniversalTime());
}
