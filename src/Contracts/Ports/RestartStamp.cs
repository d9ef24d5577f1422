namespace Coffer.Contracts.Ports;

/// <summary>One source's request, as it stands in the workload's annotations.</summary>
/// <param name="Annotation">Annotation key of the source: <c>restart.coffer.secrets.hashicorp.com/</c> and a short hash of the source's
/// kind, namespace and name.</param>
/// <param name="Id">Grows per source: <c>requestedAt</c> in Unix milliseconds, a dash, a short hash. Ids compare by the number
/// before the dash.</param>
[GenerateSerializer, Immutable, Alias("coffer.RestartStamp")]
public sealed record RestartStamp([property: Id(0)] string Annotation, [property: Id(1)] string Id);
