using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Tests.Sources.Certificates;

/// <summary>What is given back, when, and how long a deletion waits for it.</summary>
public sealed class ReturnsTests
{
    private static readonly VaultPKISecret Revoking = Authority.With(spec => spec with
    {
        Revoke = true,
        RolloutRestartTargets = [new RolloutRestartTarget { Kind = "Deployment", Name = "web" }],
    }) with
    { Metadata = Authority.Resource.Metadata with { Finalizers = [OwnFinalizer.Name] } };

    private readonly SecretData _first = Certified.Data(Authority.Issue());
    private readonly SecretData _second = Certified.Data(Authority.Issue());
    private readonly SecretMemory _memory = SecretMemory.Initial.Begun(Authority.Now, Authority.Now);

    [Fact]
    public void The_replaced_one_is_owed_with_its_restart_and_only_where_revoke_asks()
    {
        var events = Replace(Revoking);
        var restart = Assert.Single(events.OfType<SecretEvent.RestartRequested>());
        var owed = Assert.Single(events.OfType<SecretEvent.ReturnOwed>()).Owed;
        Assert.Equal(("1d:64:0a", restart.Id, Authority.Now.AddHours(3)), (owed.Id, owed.RestartId, owed.Until));

        Assert.Empty(Replace(Authority.Resource).OfType<SecretEvent.ReturnOwed>());
    }

    [Fact]
    public void It_waits_for_reports_then_for_workloads_but_ten_minutes_at_most_and_survives_the_journal()
    {
        var now = Authority.Now.AddMinutes(1);
        var state = Replace(Revoking).Aggregate(First(), (held, @event) => held.Evolve(@event));
        var written = Certified.Aggregate.Write(Revoking, state, [], now);
        state = Certified.Aggregate.Read(written);
        var owed = state.Snapshot.Returns!.Single();

        Assert.Equal(owed.Since + Returns.LongestRollout, Returns.Next(state, _memory, now)!.Value.At);
        state = state.Evolve(new SecretEvent.RestartSettled("Deployment/web", owed.RestartId!, null, ""));
        Assert.Equal(now, Returns.Next(state, _memory, now)!.Value.At);
        Assert.True(Returns.IsInUse(owed, now));
        Assert.False(Returns.IsInUse(owed, owed.Since + Returns.LongestRollout));

        var waiting = _memory.NotReturned(failure: null, now, 1);
        Assert.Equal(now.AddSeconds(2), Returns.Next(state, waiting, now)!.Value.At);
        Assert.Null(Returns.Next(state.Evolve(new SecretEvent.Returned(owed.Id)), _memory, now));
    }

    [Fact]
    public void What_can_not_be_given_back_is_told_once_and_forgotten()
    {
        var state = First().Evolve(new SecretEvent.ReturnOwed(new OwedReturn { Id = "00:01", Since = Authority.Now }));
        var events = SyncEvents.OnReturned(state, "00:01", "denied");
        var told = Assert.Single(Announcements.Of(events));
        Assert.Equal((true, "NotRevoked", "denied"), (told.Warning, told.Reason, told.Message));
        Assert.Empty(SyncEvents.OnReturned(state.Evolve(events[0]), "00:01", "denied"));
    }

    [Fact]
    public void The_finalizer_comes_before_the_first_certificate_and_a_failure_holds_nothing_up()
    {
        var bare = Revoking with { Metadata = Revoking.Metadata with { Finalizers = null } };
        Assert.IsType<SecretStep.SetFinalizer>(Certified.Decider.Next(bare, SecretState.Initial, _memory, Authority.Now));
        var failed = _memory.FinalizerNotSet(new Failure(FailureKind.Forbidden, "no"), null, Authority.Now, 1);
        Assert.IsType<SecretStep.Sync>(Certified.Decider.Next(bare, SecretState.Initial, failed, Authority.Now));
        Assert.IsType<SecretStep.Sync>(
            Certified.Decider.Next(bare, SecretState.Initial, _memory.FinalizerSet(bare.Metadata.Generation), Authority.Now));
        Assert.IsType<SecretStep.SetFinalizer>(Certified.Decider.Next(
            Authority.Resource with { Metadata = Revoking.Metadata }, First(), _memory, Authority.Now));

        // The wish changed while it was carried out: what was done was done for the one before.
        var unwilling = Authority.Resource with { Metadata = Revoking.Metadata with { Generation = 2 } };
        var late = Certified.Decider.Decide(unwilling, First(), _memory, new SecretOutcome.FinalizerSet(Generation: 1), Authority.Now);
        Assert.NotEqual(2, late.Memory.FinalizedGeneration);
    }

    [Fact]
    public void A_deletion_is_held_up_for_two_minutes_at_most()
    {
        var leaving = Revoking with { Metadata = Revoking.Metadata with { DeletionTimestamp = Authority.Now, Generation = 2 } };
        var (now, memory, tries) = (Authority.Now, _memory, 0);
        SecretStep step;
        while ((step = Certified.Decider.Next(leaving, First(), memory, now)) is not SecretStep.Farewell { IsOverdue: true })
        {
            Assert.True(++tries < 50, "no end");
            if (step is SecretStep.Wait wait)
            {
                now = wait.Until;
                continue;
            }

            Assert.IsType<SecretStep.Farewell>(step);
            memory = Certified.Decider.Decide(
                leaving, First(), memory, new SecretOutcome.FinalizerNotSet(new Failure(FailureKind.Forbidden, "no")), now).Memory;
        }

        Assert.Equal(Authority.Now.AddMinutes(2), now);
        Assert.InRange(tries, 4, 49);
        Assert.Equal(["1d:64:0a"], Returns.OnDeletion(leaving, First(), now).Select(owed => owed.Id));
        Assert.Equal(new SecretStep.Wait(DateTimeOffset.MaxValue), Certified.Decider.Next(
            leaving, First(), memory.FinalizerSet(leaving.Metadata.Generation), now));
        Assert.Equal(new SecretStep.Wait(DateTimeOffset.MaxValue), Certified.Decider.Next(
            leaving with { Metadata = leaving.Metadata with { Finalizers = ["theirs"] } }, First(), _memory, now));
    }

    private SecretState First() => Certified.State(Certified.Content(_first));

    private IReadOnlyList<SecretEvent> Replace(VaultPKISecret resource)
    {
        var content = Certified.Content(_second, Authority.Facts(3, "00:02"), at: Authority.Now.AddMinutes(1)) with
        {
            SecretVersion = "101",
        };
        return SyncEvents.OnSync(
            resource, First(), new SyncFact.InStep(SyncReason.ForceSync, content, WriteEffect.Changed, _second.Entries.Count));
    }
}
