namespace Coffer.Grains.Observability;

/// <summary>What actors are seen by; one for all of a silo.</summary>
internal sealed record ActorObservability(ActorMetrics Metrics, ActiveActors<ISyncStatus> Secrets, ActiveActors<IValidity> Validities);
