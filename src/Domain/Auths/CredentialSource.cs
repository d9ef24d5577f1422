using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Domain.Auths;

/// <summary>Where a credential comes from; read anew for each login.</summary>
public abstract record CredentialSource
{
    private CredentialSource()
    {
    }

    /// <summary>A TokenRequest for a ServiceAccount of the consumer's namespace.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="Audiences">Audiences; empty for the API server's own.</param>
    /// <param name="ExpirationSeconds">Wanted life in seconds.</param>
    public sealed record ServiceAccount(ObjectKey Account, IReadOnlyList<string> Audiences, long ExpirationSeconds) : CredentialSource;

    /// <summary>One key of a Secret of the consumer's namespace, verbatim.</summary>
    /// <param name="Secret">The Secret.</param>
    /// <param name="Key">The key.</param>
    public sealed record SecretKey(ObjectKey Secret, string Key) : CredentialSource
    {
        /// <summary>
        /// Whether only what looks like a Vault token is taken: the key is chosen by whoever writes the VaultAuth, and may hold anything.
        /// </summary>
        public bool IsVaultToken { get; init; }
    }

    /// <summary>Certificate and key of a Secret of type <c>kubernetes.io/tls</c> of the consumer's namespace.</summary>
    /// <param name="Secret">The Secret.</param>
    public sealed record TlsSecret(ObjectKey Secret) : CredentialSource;

    /// <summary>A file of the operator, with white space around it trimmed.</summary>
    /// <param name="Path">Absolute path.</param>
    /// <param name="Namespace">Namespace of the VaultAuth that names it.</param>
    public sealed record File(string Path, string Namespace) : CredentialSource;

    /// <summary>
    /// A request to Amazon, signed with the keys of a Secret or of a ServiceAccount's IAM role, of the consumer's namespace; with neither
    /// of them, by the operator itself.
    /// </summary>
    /// <param name="Settings">What is signed, and where a role is assumed.</param>
    public sealed record Aws(AwsSettings Settings) : CredentialSource
    {
        /// <summary>Secret with the keys; null for none.</summary>
        public ObjectKey? Secret { get; init; }

        /// <summary>ServiceAccount with a role, unless there is a Secret; null for none.</summary>
        public ObjectKey? Account { get; init; }
    }

    /// <summary>An ID token of the Google service account that a ServiceAccount of the consumer's namespace stands for.</summary>
    /// <param name="Account">The ServiceAccount.</param>
    /// <param name="Cluster">The cluster, as far as the manifest tells.</param>
    /// <param name="Audience">Audience of the ID token.</param>
    public sealed record Gcp(ObjectKey Account, GkeCluster Cluster, string Audience) : CredentialSource;
}
