using Coffer.Grains.Placement;
using Orleans.Metadata;

namespace Coffer.Grains.Sharing;

/// <summary>Who owns what, under one view of the members. Pure; not thread-safe.</summary>
/// <param name="members">The active silos and the grain types that each knows: during a rolling update not all know all.</param>
/// <param name="self">The silo that asks.</param>
internal sealed class Shares(ClusterManifest members, SiloAddress self)
{
    private readonly Dictionary<GrainType, SiloAddress[]> _able = [];

    /// <summary>True when another silo owns the grain. Never on a silo that is not active itself: it has no share.</summary>
    public bool IsElsewhere(GrainId grain) =>
        members.Silos.ContainsKey(self) && Able(grain.Type) is { Length: > 0 } able
        && !OwnerPlacementDirector.OwnerOf(grain, able).Equals(self);

    private SiloAddress[] Able(GrainType type)
    {
        if (!_able.TryGetValue(type, out var able))
        {
            _able[type] = able = [.. members.Silos.Where(silo => silo.Value.Grains.ContainsKey(type)).Select(silo => silo.Key)];
        }

        return able;
    }
}
