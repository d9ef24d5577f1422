using Coffer.Domain.Secrets;

namespace Coffer.Grains.Observability;

/// <summary>A secret's actor. Called outside of its turns: it answers from values that don't change.</summary>
internal interface ISyncStatus
{
    /// <summary>How it stands; null when it has no resource.</summary>
    SyncStatus? SyncStatus(DateTimeOffset now);
}
