namespace Coffer.Domain.Reach;

/// <summary>Whose address is judged, for the words that tell of it.</summary>
/// <param name="Kind">Kind of the manifest that names it.</param>
/// <param name="Instead">What to name instead of the operator's own pod.</param>
public sealed record ReachSubject(string Kind, string Instead)
{
    /// <summary><c>spec.address</c> of a VaultConnection.</summary>
    public static readonly ReachSubject VaultConnection = new("VaultConnection", "the Service of Vault");

    /// <summary><c>spec.aws.stsEndpoint</c> of a VaultAuth.</summary>
    public static readonly ReachSubject StsEndpoint = new("VaultAuth", "the host of STS");
}
