using Coffer.Cli.Resources;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Sync;

/// <summary>One request to sync, and what was there before it: whatever is newer answers it. No clock is compared.</summary>
/// <param name="Resource">The resource as it was.</param>
/// <param name="Value">Value of the annotation.</param>
internal sealed record SyncRequest(CofferObject Resource, string Value)
{
    /// <summary>The kind.</summary>
    public ResourceKind Kind => KindNames.Secrets.First(kind => kind.Kind == Resource.Kind);

    /// <summary>Number of events in the journal before.</summary>
    public long Journal => Resource.Status?.JournalVersion ?? 0;
}
