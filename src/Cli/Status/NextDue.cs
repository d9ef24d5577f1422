using Coffer.Cli.Resources;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;
using Coffer.Domain.Timing;

namespace Coffer.Cli.Status;

/// <summary>When Vault is read again, as the operator works it out from UID and <c>refreshAfter</c>.</summary>
internal static class NextDue
{
    /// <summary>The time; null where something is wrong (then it is tried with a back-off) or the manifest does not tell.</summary>
    public static DateTimeOffset? Of(CofferObject resource, DateTimeOffset now)
    {
        if (resource.Kind != ResourceKinds.VaultStaticSecret.Kind || resource.Metadata.DeletionTimestamp is not null
            || Standings.Of(resource).State is not (LinkState.Well or LinkState.Doubtful)
            || resource.Find("RefreshRaised") is { Status: FieldValues.True })
        {
            return null;
        }

        TimeSpan? period = Durations.TryParse(resource.Spec.RefreshAfter, out var given) && given > TimeSpan.Zero ? given
            : resource.Spec.HmacSecretData ?? true ? Schedule.DefaultPeriod
            : null;
        return period is { } every ? Schedule.NextSlot(resource.Metadata.Uid, every, now) : null;
    }
}
