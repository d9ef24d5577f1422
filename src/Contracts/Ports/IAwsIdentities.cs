namespace Coffer.Contracts.Ports;

/// <summary>Identities of Amazon. Nobody is asked before a login asks for it.</summary>
public interface IAwsIdentities
{
    /// <summary>
    /// Signs the request sts:GetCallerIdentity for Vault to send. Asks STS for the keys of a role, and the container's or the instance's
    /// metadata service for the operator's own. NotFound when there is nothing of the kind.
    /// </summary>
    Task<Outcome<AwsProof>> ProveAsync(AwsIdentity identity, AwsSettings settings, CancellationToken cancellation);
}
