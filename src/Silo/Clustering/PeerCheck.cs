using System.Formats.Asn1;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Domain.ClusterTrust;

namespace Coffer.Silo.Clustering;

/// <summary>
/// Who may connect: whoever shows a certificate that one of the cluster's roots signed, for this purpose and for this cluster.
/// </summary>
internal static class PeerCheck
{
    private const string AlternativeNames = "2.5.29.17";
    private static readonly Asn1Tag UriName = new(TagClass.ContextSpecific, 6);

    /// <summary>How the chain is built: up to the cluster's roots and to no others, without asking anybody.</summary>
    public static X509ChainPolicy Policy(SiloTrust trust, string purpose, DateTimeOffset now)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = now.LocalDateTime,
            ApplicationPolicy = { new Oid(purpose) },
        };
        policy.CustomTrustStore.AddRange(trust.Roots);
        return policy;
    }

    /// <summary>
    /// Why the other side is refused; null when it is accepted. Names of hosts mean nothing here: pods have none that last.
    /// </summary>
    public static Refusal? Examine(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, string clusterId)
    {
        if (certificate is null)
        {
            return new Refusal(RefusedBecause.NoCertificate, "it shows no certificate");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            return Faulty(certificate, [.. (chain?.ChainStatus ?? []).Select(fault => fault.Status).Distinct()]);
        }

        var names = Uris(certificate);
        return names.Contains(SiloIdentity.Of(clusterId), StringComparer.Ordinal)
            ? null
            : new Refusal(RefusedBecause.OtherCluster, $"its certificate is for {(names.Count == 0 ? "nobody" : string.Join(", ", names))} "
                + $"and not for {SiloIdentity.Of(clusterId)}");
    }

    private static Refusal Faulty(X509Certificate2 certificate, IReadOnlyList<X509ChainStatusFlags> faults)
    {
        var isUnknown = faults.Any(fault => fault is X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.UntrustedRoot);
        var what = isUnknown
            ? "is signed by another authority than this cluster's"
            : string.Create(CultureInfo.InvariantCulture,
                $"of {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u} is not accepted");
        return new Refusal(isUnknown ? RefusedBecause.UnknownAuthority : RefusedBecause.BadCertificate,
            $"its certificate {what} ({string.Join(", ", faults)})");
    }

    /// <summary>The URIs among the certificate's names (RFC 5280, 4.2.1.6).</summary>
    private static List<string> Uris(X509Certificate2 certificate)
    {
        var uris = new List<string>();
        if (certificate.Extensions[AlternativeNames] is not { } extension)
        {
            return uris;
        }

        var names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(UriName))
            {
                uris.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, UriName).TrimEnd('/'));
            }
            else
            {
                names.ReadEncodedValue();
            }
        }

        return uris;
    }
}
