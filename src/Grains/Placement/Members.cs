using Orleans.Metadata;

namespace Coffer.Grains.Placement;

/// <summary>The active silos. Orleans' manifest lists them and changes with the membership; a silo that is leaving is not in it.</summary>
internal sealed class Members(IClusterManifestProvider manifests)
{
    public ClusterManifest Now => manifests.Current;

    /// <summary>True when no other silo is there to take over from this one.</summary>
    public bool IsAlone(SiloAddress self) => !Now.Silos.Keys.Any(silo => !silo.Equals(self));

    /// <summary>Completes when other silos are active than in a view that is known.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, or this silo is at its end and hears no more.</exception>
    public async Task ChangedAsync(ClusterManifest known, CancellationToken cancellation)
    {
        await foreach (var now in manifests.Updates.WithCancellation(cancellation))
        {
            if (now.Silos.Count != known.Silos.Count || now.Silos.Keys.Any(silo => !known.Silos.ContainsKey(silo)))
            {
                return;
            }
        }

        throw new OperationCanceledException();
    }
}
