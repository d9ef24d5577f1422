using Coffer.Contracts.Ports;

namespace Coffer.Contracts.Grains;

/// <summary>A wish to roll a workload.</summary>
/// <param name="Source">Grain key of the source, <c>namespace/name</c> of a VaultStaticSecret.</param>
/// <param name="Stamp">Its annotation and id.</param>
[GenerateSerializer, Immutable, Alias("coffer.RestartCommand")]
public sealed record RestartCommand([property: Id(0)] string Source, [property: Id(1)] RestartStamp Stamp);
