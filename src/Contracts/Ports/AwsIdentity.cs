namespace Coffer.Contracts.Ports;

/// <summary>Whose identity of Amazon a login is signed with. What it holds is a secret of one call: prints as <c>***</c>.</summary>
public abstract record AwsIdentity
{
    private AwsIdentity()
    {
    }

    /// <inheritdoc/>
    public sealed override string ToString() => "***";

    /// <summary>Access keys.</summary>
    /// <param name="AccessKeyId">Id of the key.</param>
    /// <param name="SecretAccessKey">The key.</param>
    /// <param name="SessionToken">The token that belongs to temporary keys; empty for others.</param>
    public sealed record Keys(string AccessKeyId, string SecretAccessKey, string SessionToken) : AwsIdentity;

    /// <summary>An IAM role that trusts a token.</summary>
    /// <param name="RoleArn">ARN of the role.</param>
    /// <param name="Token">The token of a ServiceAccount.</param>
    public sealed record WebIdentity(string RoleArn, string Token) : AwsIdentity;

    /// <summary>The operator's own: its environment, its container, the instance that it runs on, whichever is there first.</summary>
    public sealed record Own : AwsIdentity;
}
