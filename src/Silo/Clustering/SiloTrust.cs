using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Coffer.Domain.ClusterTrust;

namespace Coffer.Silo.Clustering;

/// <summary>
/// What a silo shows and whom it trusts, as of one look at the authority. It knows no private key but its own. Replaced as a whole and left
/// to the garbage collector: a handshake may still be using the one before.
/// </summary>
/// <param name="Roots">Certificates of the trusted roots.</param>
/// <param name="Leaf">The silo's own certificate with its key.</param>
/// <param name="Plan">Validity and signer of that certificate.</param>
internal sealed record SiloTrust(X509Certificate2Collection Roots, SslStreamCertificateContext Leaf, LeafPlan Plan)
{
    public override string ToString() => $"{Roots.Count} roots, certificate until {Plan.NotAfter:u}";
}
