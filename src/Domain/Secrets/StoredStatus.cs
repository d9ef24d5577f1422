using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>The status of a secret, where it is the secret's own.</summary>
internal static class StoredStatus
{
    /// <summary>
    /// The status, if it was written for this very object: null for none, and for one that was copied from another object or restored from
    /// a backup under a new UID. Earlier releases noted no UID.
    /// </summary>
    public static ISecretStatus? Of(ISecretResource resource) =>
        resource.Status is { } status && (status.Snapshot?.ResourceUid is not { Length: > 0 } uid || uid == resource.Metadata.Uid)
            ? status
            : null;
}
