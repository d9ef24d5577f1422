using Coffer.Contracts.Ports;

namespace Coffer.Contracts.Grains;

/// <summary>A wish to roll a workload.</summary>
/// <param name="Source">The secret that wishes it.</param>
/// <param name="Stamp">Its annotation and id.</param>
[GenerateSerializer, Immutable, Alias("coffer.RestartCommand")]
public sealed record RestartCommand([property: Id(0)] ResourceRef Source, [property: Id(1)] RestartStamp Stamp);
