namespace Coffer.Contracts.Ports;

/// <summary>Writes destination Secrets by server-side apply with the field manager <c>coffer</c>, own keys only.</summary>
public interface ISecretWriter
{
    /// <summary>Applies (force, so that a tampered key is ours again) with the manifest's resourceVersion as precondition and asks for
    /// metadata only. Conflict: the Secret has another version, or exists although none was expected. NotFound: the namespace is missing.
    /// Invalid: message of the API server, without values.</summary>
    Task<Outcome<SecretVersion>> ApplyAsync(SecretManifest manifest, CancellationToken cancellation);

    /// <summary>
    /// Has the API server check what an apply would create, admission included, under another name that nothing bears; nothing is
    /// stored. Tells what <see cref="ApplyAsync"/> would tell of a Secret that is not there yet, beside those that are: a quota
    /// must have room for one more.
    /// </summary>
    Task<Outcome<Done>> TryAsync(SecretManifest manifest, CancellationToken cancellation);

    /// <summary>Deletes with uid and, where given, resourceVersion as preconditions. NotFound counts as success.</summary>
    Task<Outcome<Done>> DeleteAsync(ObjectKey secret, string uid, string? resourceVersion, CancellationToken cancellation);

    /// <summary>
    /// Turns the fields that another operator owns by <c>Update</c> on this Secret into our <c>Apply</c> entry: a JSON patch of
    /// managedFields with a <c>test</c> on resourceVersion. Returns the new version.
    /// </summary>
    Task<Outcome<SecretVersion>> TakeOwnershipAsync(ObjectKey secret, string resourceVersion, CancellationToken cancellation);
}
