using Orleans.Runtime.Placement;

namespace Coffer.Grains.Placement;

internal sealed class OwnerPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(
            IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) ?? OwnerOf(target.GrainIdentity, silos));
    }

    /// <summary>The silo that a grain belongs on; the same answer on each of these silos.</summary>
    internal static SiloAddress OwnerOf(GrainId grain, SiloAddress[] silos)
    {
        Span<int> hashes = silos.Length <= 64 ? stackalloc int[silos.Length] : new int[silos.Length];
        for (var index = 0; index < silos.Length; index++)
        {
            hashes[index] = silos[index].GetConsistentHashCode();
        }

        return silos[Rendezvous.Owner(grain.GetUniformHashCode(), hashes)];
    }
}
