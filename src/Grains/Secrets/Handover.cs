using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Secrets;

namespace Coffer.Grains.Secrets;

/// <summary>
/// Gets into the Secret what was made for it. A write that fails is looked into before anything is given back: its answer may have been
/// lost, and what the Secret holds must never be revoked.
/// </summary>
internal sealed class Handover(SecretWriting writing)
{
    private const int MaxTries = 4;

    /// <param name="on">The sync.</param>
    /// <param name="rendered">What is to be written.</param>
    /// <param name="seen">The Secret as it was before anything was made; null for none, and where it was not looked at.</param>
    /// <param name="cancellation">Ends the tries.</param>
    public async Task<End> RunAsync(WriteCase on, Rendered rendered, SecretContent? seen, CancellationToken cancellation)
    {
        var choice = seen is null ? First(on) : SecretWriting.ChooseLooked(on, rendered, seen);
        var now = seen;
        for (var tries = 1; ; tries++)
        {
            var fact = await writing.CarryOutAsync(on, rendered, choice, now, cancellation);
            if (fact is not SyncFact.Failed { Failure: var failure } || choice is WriteChoice.Refuse)
            {
                return fact is SyncFact.InStep ? new Landed(fact) : new InVain(fact);
            }

            // What was put back is not tried again at once: each try takes the Secret away for a moment.
            if (failure is null || fact is SyncFact.Failed { IsFirm: true }
                || !MayHaveLanded(failure) && failure.Kind != FailureKind.Conflict)
            {
                return new InVain(fact);
            }

            (now, var unseen) = await writing.LookAsync(on.Resource, cancellation);
            if (unseen is not null)
            {
                return new Unknown(MayHaveLanded(failure) ? unseen : fact);
            }

            if (now is not null && SecretWriting.Holds(on, rendered, now))
            {
                return new Landed(SecretWriting.InStep(
                    on, rendered, Effect(choice), new SecretVersion(now.Metadata.Uid, now.Metadata.ResourceVersion)));
            }

            if (IssueRules.IsOvertaken(on, seen, now))
            {
                return new InVain(new SyncFact.Stale());
            }

            if (tries == MaxTries)
            {
                return MayHaveLanded(failure) ? new Unknown(fact) : new InVain(fact);
            }

            choice = SecretWriting.ChooseLooked(on, rendered, now);
        }
    }

    private static WriteChoice.Apply First(WriteCase on) =>
        new(WriteRules.None, on.State.HasSynced ? WriteEffect.Changed : WriteEffect.Created);

    private static WriteEffect Effect(WriteChoice choice) => choice switch
    {
        WriteChoice.Apply apply => apply.Effect,
        WriteChoice.TakeAndApply take => take.Effect,
        _ => WriteEffect.Changed,
    };

    /// <summary>The answer may be lost and the write all the same be done.</summary>
    private static bool MayHaveLanded(Failure failure) => failure.Kind is FailureKind.Unreachable or FailureKind.Timeout
        or FailureKind.Unavailable or FailureKind.ServerError or FailureKind.Malformed;

    /// <summary>How it ended.</summary>
    internal abstract record End(SyncFact Fact);

    /// <summary>The Secret holds it.</summary>
    internal sealed record Landed(SyncFact Fact) : End(Fact);

    /// <summary>The Secret does not hold it and never will.</summary>
    internal sealed record InVain(SyncFact Fact) : End(Fact);

    /// <summary>The Secret may hold it: what it holds is looked at before anything else is made.</summary>
    internal sealed record Unknown(SyncFact Fact) : End(Fact);
}
