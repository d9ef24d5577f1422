using Orleans.Placement;

namespace Coffer.Grains.Placement;

/// <summary>Places the grain on the silo that owns it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OwnerPlacementAttribute() : PlacementAttribute(new OwnerPlacement());
