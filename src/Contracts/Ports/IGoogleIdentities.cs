namespace Coffer.Contracts.Ports;

/// <summary>Workload identity of Google Kubernetes Engine. Google is asked for nothing before a login asks for it.</summary>
public interface IGoogleIdentities
{
    /// <summary>
    /// Fills in what is not known of the cluster from the metadata server of the node. That is asked for nothing else, and not again once
    /// it has answered. NotFound when the node is none of such a cluster.
    /// </summary>
    Task<Outcome<GkeCluster>> LocateAsync(GkeCluster given, CancellationToken cancellation);

    /// <summary>
    /// Exchanges a ServiceAccount's token with the audience <see cref="GkeCluster.Pool"/> at Google's Security Token Service. Invalid when
    /// Google does not take it for a token of this cluster.
    /// </summary>
    Task<Outcome<GoogleAccessToken>> ExchangeAsync(GkeCluster cluster, ServiceAccountToken token, CancellationToken cancellation);

    /// <summary>
    /// Has the IAM credentials API make an ID token, which names the account's email. Forbidden when the workload may not act for the
    /// account, NotFound when there is no such account.
    /// </summary>
    /// <param name="access">What the exchange gave.</param>
    /// <param name="account">Email of the Google service account.</param>
    /// <param name="audience">Audience of the ID token.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<Outcome<GoogleIdToken>> IdTokenAsync(
        GoogleAccessToken access, string account, string audience, CancellationToken cancellation);
}
