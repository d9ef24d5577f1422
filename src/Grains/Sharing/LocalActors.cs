using System.Collections.Immutable;
using Coffer.Grains.Placement;

namespace Coffer.Grains.Sharing;

/// <summary>The actors that are active on this silo; Orleans keeps its own list to itself. Thread-safe.</summary>
internal sealed class LocalActors(SharingMetrics metrics, Members members, ILocalSiloDetails self)
{
    private readonly HashSet<IMovable> _all = new(ReferenceEqualityComparer.Instance);
    private readonly Lock _gate = new();

    public void Join(IMovable actor)
    {
        lock (_gate)
        {
            if (!_all.Add(actor))
            {
                return;
            }
        }

        metrics.Joined(actor.GetType());
    }

    /// <summary>May be called again.</summary>
    public void Leave(IMovable actor)
    {
        lock (_gate)
        {
            if (!_all.Remove(actor))
            {
                return;
            }
        }

        metrics.Left(actor.GetType());
    }

    /// <summary>
    /// Leaves, and moves on if the silo is going: its actors take along what they hold, so that nobody reads, asks or logs in again.
    /// </summary>
    public void Deactivate(IMovable actor, DeactivationReason reason)
    {
        Leave(actor);
        switch (reason.ReasonCode)
        {
            // The last silo has nowhere to send them, and Orleans would call each of them an error.
            case DeactivationReasonCode.ShuttingDown or DeactivationReasonCode.DirectoryFailure when !members.IsAlone(self.SiloAddress):
                metrics.Moved(MoveReason.Leaving);
                actor.MigrateOnIdle();
                break;
            case DeactivationReasonCode.Migrating:
                metrics.Moved(MoveReason.Sharing);
                break;
        }
    }

    public ImmutableArray<IMovable> Where(Func<IMovable, bool> holds)
    {
        lock (_gate)
        {
            return [.. _all.Where(holds)];
        }
    }
}
