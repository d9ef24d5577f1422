namespace Coffer.Contracts.Ports;

/// <summary>The certificate authority of one cluster of silos, kept in a Secret of the operator's namespace.</summary>
public interface IClusterAuthority
{
    /// <summary>
    /// Returns the authority after doing what is due at this time: making it when there is none, adding a root before the newest one
    /// expires, dropping a superseded one. Several silos may do so at once: the first one wins and the others take what it stored. Never
    /// overwrites a Secret that it can't read: that is Misconfigured, with the remedy. Forbidden names the Secret and the missing verb.
    /// </summary>
    Task<Outcome<ClusterAuthority>> EnsureAsync(CancellationToken cancellation);
}
