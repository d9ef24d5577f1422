namespace Coffer.Grains.Placement;

/// <summary>Places a grain on the silo that owns it by rendezvous hash, see <see cref="Rendezvous"/>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.OwnerPlacement")]
internal sealed class OwnerPlacement : PlacementStrategy;
