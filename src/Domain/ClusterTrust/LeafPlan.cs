using Coffer.Contracts.Ports;

namespace Coffer.Domain.ClusterTrust;

/// <summary>Validity of a silo's own certificate, and who signed it.</summary>
/// <param name="Signer">Id of the root.</param>
/// <param name="NotBefore">Start of its validity.</param>
/// <param name="NotAfter">End of its validity.</param>
public sealed record LeafPlan(string Signer, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    /// <summary>The certificate to make now. It does not outlive its root.</summary>
    public static LeafPlan At(DateTimeOffset now, RootFacts signer)
    {
        var end = now + TrustTimes.LeafLife;
        return new LeafPlan(signer.Id, now - TrustTimes.BackDating, end < signer.NotAfter ? end : signer.NotAfter);
    }

    /// <summary>Whether another one is due: two thirds of its life are over, or another root signs now.</summary>
    public bool IsDue(DateTimeOffset now, RootFacts signer)
    {
        var made = NotBefore + TrustTimes.BackDating;
        return signer.Id != Signer || now >= made + ((NotAfter - made) * 2 / 3);
    }
}
