using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;

namespace Coffer.Grains.Secrets;

/// <summary>Takes what is ours out of a Secret that is not ours to delete; what others put there stays.</summary>
internal sealed class SecretEmptying(SyncPorts ports)
{
    private const int MaxTries = 3;

    /// <summary>Null when that is done, or there is nothing of ours; otherwise why not.</summary>
    public async Task<Failure?> RunAsync(ISecretResource resource, CancellationToken cancellation)
    {
        var key = new ObjectKey(resource.Metadata.Namespace, resource.Destination.Name);
        for (var tries = 1; ; tries++)
        {
            var looked = await ports.Reader.ReadAsync(key, cancellation);
            if (!looked.TryGet(out var secret, out var unseen))
            {
                return unseen.Kind == FailureKind.NotFound ? null : unseen;
            }

            if (!Returns.IsOursToEmpty(secret.Metadata, resource))
            {
                return null;
            }

            var emptied = await ports.Writer.ApplyAsync(Manifest(key, secret), cancellation);
            if (emptied.Failure is not { } failure || failure.Kind != FailureKind.Conflict || tries == MaxTries)
            {
                return emptied.Failure;
            }
        }
    }

    private static SecretManifest Manifest(ObjectKey key, SecretContent secret) => new()
    {
        Key = key,
        ResourceVersion = secret.Metadata.ResourceVersion,
        Data = Returns.Emptied(secret),
        Type = null,
        Labels = new Dictionary<string, string>(),
        Annotations = new Dictionary<string, string>(),
        Owner = null,
    };
}
