using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;
using CsCheck;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>Whatever happens in whichever order: time goes on, nothing throws, no fact is told twice.</summary>
public sealed class LoopProperties
{
    /// <summary>
    /// Four prompt repairs with a restart or a replacement each are some twelve steps, and a world by lot now and then adds
    /// some; a hot loop has no end.
    /// </summary>
    private const int MostStepsAtOnce = 24;

    /// <summary>The rarest event is one in 112: to miss it in so many draws has a chance of less than 1 in 10^60.</summary>
    private const int EnoughForAll = 10_000;

    private static readonly Gen<SyncedContent> Contents =
        from digit in Gen.Char['a', 'f']
        from restart in Gen.Char['a', 'c']
        from version in Gen.Long[0, 5]
        from secret in Gen.Int[90, 400]
        from minutes in Gen.Int[-30, 300]
        from inputs in Gen.Int[1, 2]
        select Given.Content(
            Given.Digest(digit, restart), version: version, secretVersion: $"{secret}", at: Given.Noon.AddMinutes(minutes)) with
        {
            Inputs = new SecretInputs(Given.Planner.Hash(Given.Resource), $"a/{inputs}").ToString(),
        };

    private static readonly Gen<SyncFact> Facts = Gen.Frequency(
        (6, Gen.Select(Gen.Enum<SyncReason>(), Contents, Gen.Enum<WriteEffect>(),
            (reason, content, effect) => (SyncFact)new SyncFact.InStep(reason, content, effect, 2))),
        (3, Gen.Select(Gen.Int[0, 3], Gen.Enum<FailureKind>(), (text, kind) => (SyncFact)new SyncFact.Failed(
            new Problem("VaultClientError", $"no {text}"), text == 0 ? null : new Failure(kind, "no")))),
        (1, Gen.Const<SyncFact>(new SyncFact.Stale())),
        (1, Gen.Int[1, 3].Select(uid => (SyncFact)new SyncFact.MustReplace($"uid-{uid}"))));

    private static readonly Gen<SecretEvent> Events = Gen.OneOf(
        Contents.Select(content => (SecretEvent)new SecretEvent.Adopted(content)),
        Gen.Select(Gen.Enum<SyncReason>(), Contents, (reason, content) => (SecretEvent)new SecretEvent.SecretWritten(reason, content)),
        Contents.Select(content => (SecretEvent)new SecretEvent.SourceMoved(content)),
        Gen.Long[0, 9].Select(generation => (SecretEvent)new SecretEvent.SpecNoted(generation)),
        Gen.Int[1, 3].Select(id => (SecretEvent)new SecretEvent.RestartRequested($"{id}-abc", ["Deployment/web", "Deployment/api"])),
        Gen.Select(Gen.Int[1, 3], Given.Pick("web", "api", "none"), Gen.Enum<RestartEffect>(),
            (id, name, effect) => (SecretEvent)new SecretEvent.RestartSettled($"Deployment/{name}", $"{id}-abc", effect, "")),
        Gen.Int[1, 3].Select(text => (SecretEvent)new SecretEvent.SyncFailed(new Problem("VaultClientError", $"no {text}"), 1)),
        Given.Pick<SecretEvent>(
            new SecretEvent.Remarked("abc", ["odd"]), new SecretEvent.RestartDelayed("Deployment/web", "1-abc", "webhook"),
            new SecretEvent.SyncRecovered(), new SecretEvent.ReplacementStarted("uid-1"), new SecretEvent.Pruned("old"),
            new SecretEvent.JournalLost(), new SecretEvent.ReturnOwed(new OwedReturn { Id = "1d:64", Since = Given.Noon }),
            new SecretEvent.Returned("1d:64"), new SecretEvent.ReturnGivenUp("1d:64", "denied"),
            new SecretEvent.JournalFound(), new SecretEvent.ContestStarted("two"), new SecretEvent.ContestEnded(),
            new SecretEvent.DisputeStarted("kubectl-edit"), new SecretEvent.DisputeEnded()));

    private static readonly Gen<SecretState> States = Events.List[0, 12].Select(events => SecretState.Initial.After(events));

    [Fact]
    public void Every_event_can_follow_any_state_and_counts_as_one() =>
        Gen.Select(States, Events).Sample((state, @event) => Assert.Equal(state.Version + 1, state.Evolve(@event).Version));

    [Fact]
    public void Every_event_is_among_the_generated_ones()
    {
        var families = typeof(SecretEvent).GetNestedTypes()
            .Where(type => type.IsAssignableTo(typeof(SecretEvent))).Select(type => type.Name).ToHashSet();

        Assert.Equal(21, families.Count);
        Events.List[EnoughForAll, EnoughForAll].Sample(
            events => Assert.Equal(families, events.Select(@event => @event.GetType().Name).ToHashSet()), iter: 1);
    }

    [Fact]
    public void The_same_fact_is_told_once() => Gen.Select(States, Facts).Sample((state, fact) =>
        Assert.Empty(SyncEvents.OnSync(Given.Resource, state.After(SyncEvents.OnSync(Given.Resource, state, fact)), fact)), iter: 20_000);

    [Fact]
    public void One_fact_asks_for_at_most_one_restart_and_only_for_a_change() => Gen.Select(States, Facts).Sample((state, fact) =>
    {
        var events = SyncEvents.OnSync(Given.Resource, state, fact);
        var requests = events.OfType<SecretEvent.RestartRequested>().ToList();
        Assert.InRange(requests.Count, 0, 1);
        if (requests.Count == 1)
        {
            Assert.NotEqual(state.Snapshot.RestartDigest, ((SyncFact.InStep)fact).Content.RestartDigest);
            Assert.NotEqual(state.Snapshot.RestartId, requests[0].Id);
        }
    }, iter: 20_000);

    [Fact]
    public void What_is_stored_decides_as_what_was_held() => Gen.Select(States, Facts, Events.List[1, 3]).Sample((state, fact, events) =>
    {
        var next = state.After(events);
        var read = Given.Aggregate.Read(Given.Stored(Given.Aggregate.Write(Given.Resource, next, events, Given.Noon)));

        Assert.Equal(Texts(SyncEvents.OnSync(Given.Resource, next, fact)), Texts(SyncEvents.OnSync(Given.Resource, read, fact)));
        Assert.Equal(
            Text(Given.Decider.Next(Given.Resource, next, Given.Settled(), Given.Noon.AddMinutes(1))),
            Text(Given.Decider.Next(Given.Resource, read, Given.Settled(), Given.Noon.AddMinutes(1))));
        Assert.Equal(next.Version, read.Version);
    }, iter: 5_000);

    [Fact]
    public void The_loop_never_runs_hot() =>
        Gen.Select(States, Gen.Select(Gen.Int[0, 9], Facts, Gen.Int[0, 400]).List[400, 400]).Sample((state, turns) =>
        {
            var world = new World(state);
            foreach (var (happening, fact, number) in turns)
            {
                world.Turn(happening, fact, number);
            }
        }, iter: 300);

    private static List<string> Texts(IReadOnlyList<SecretEvent> events) => [.. events.Select(
        @event => @event is SecretEvent.RestartRequested asked ? $"{asked.Id} {string.Join(',', asked.Targets)}" : @event.ToString())];

    private static string Text(SecretStep step) =>
        step is SecretStep.CommandRestarts command ? $"{command.Id} {string.Join(',', command.Targets)}" : step.ToString();

    /// <summary>The grain's loop with the world left out: each step is answered by something that may come of it.</summary>
    private sealed class World(SecretState state)
    {
        private SecretState _state = state;
        private SecretMemory _memory = SecretMemory.Initial;
        private DateTimeOffset _now = Given.Noon;
        private int _stepsNow;

        public void Turn(int happening, SyncFact fact, int number)
        {
            Happen(happening, number);
            var step = Given.Decider.Next(Given.Resource, _state, _memory, _now);
            if (step is SecretStep.Wait wait)
            {
                Assert.True(wait.Until > _now, "a wait that is over already");
                (_now, _stepsNow) = (wait.Until < _now.AddDays(1) ? wait.Until : _now.AddDays(1), 0);
                return;
            }

            Assert.True(++_stepsNow <= MostStepsAtOnce, $"no time passes: {step}");
            Take(Outcome(step, fact, number), number);
        }

        private void Happen(int happening, int number)
        {
            if (happening < 3)
            {
                _stepsNow = 0;
            }

            SecretOutcome? heard = happening switch
            {
                0 => new SecretOutcome.SecretSeen(
                    Named(number, Given.Sighting($"{100 + number}", own: number % 3, deleted: number % 4 == 0))),
                9 => new SecretOutcome.SecretsDoubted(number),
                1 => new SecretOutcome.DependencyChanged(_now.AddSeconds(number)),
                2 when _state.Snapshot.RestartId is { } id => new SecretOutcome.RestartReported(
                    new RestartReport(new WorkloadRef("team", "Deployment", "web"), id, RestartEffect.Restarted, null, _now)),
                _ => null,
            };
            if (heard is not null)
            {
                // Now and then it comes before the resource does.
                var known = happening == 0 && number % 7 == 0 ? null : Given.Resource;
                var decided = Given.Decider.Decide(known, _state, _memory, heard, _now);
                Assert.Empty(decided.Events);
                _memory = decided.Memory;
            }
        }

        /// <summary>Now and then it is a copy under another name.</summary>
        private static SecretSighting Named(int number, SecretSighting sighting) =>
            number % 5 == 0 ? sighting with { Key = sighting.Key with { Name = "copy" } } : sighting;

        private SecretOutcome Outcome(SecretStep step, SyncFact fact, int number) => step switch
        {
            SecretStep.Begin => new SecretOutcome.Begun(number % 2 == 0 ? null : _now.AddSeconds(-number), number % 3 == 0),
            SecretStep.Sync sync => new SecretOutcome.Synced(Realistic(fact, sync.Due), _memory),
            SecretStep.Append => new SecretOutcome.Known(_memory.Reports),
            SecretStep.CommandRestarts command when number % 3 != 0 => new SecretOutcome.Commanded(command.Id, []),
            SecretStep.Prune prune when number % 2 == 0 => new SecretOutcome.Pruned(prune.Name),
            SecretStep.Prune => new SecretOutcome.NotPruned(new Failure(FailureKind.Forbidden, "no")),
            SecretStep.LookAtSecret when number % 3 != 0 =>
                new SecretOutcome.Looked(number % 2 == 0 ? Given.Sighting() : null, _memory),
            SecretStep.Return owed when number % 2 == 0 => new SecretOutcome.Returned(owed.Owed.Id, number % 4 == 0 ? null : "denied"),
            SecretStep.Return => new SecretOutcome.NotReturned(number % 3 == 0 ? null : new Failure(FailureKind.Timeout, "no")),
            SecretStep.CheckInputs => new SecretOutcome.InputsChecked(number % 2 == 0, _memory.CheckInputsAt),
            _ => new SecretOutcome.Postponed(),
        };

        /// <summary>As the grain does, with an append that is refused now and then.</summary>
        private void Take(SecretOutcome outcome, int number)
        {
            var decided = Given.Decider.Decide(Given.Resource, _state, _memory, outcome, _now);
            if (decided.Events.Count > 0 && number % 11 == 0)
            {
                outcome = new SecretOutcome.NotStored(new Failure(FailureKind.Unavailable, "no answer"), _memory);
                _memory = Given.Decider.Decide(Given.Resource, _state, _memory, outcome, _now).Memory;
                return;
            }

            (_state, _memory) = (_state.After(decided.Events), decided.Memory);
            var again = Given.Decider.Decide(Given.Resource, _state, _memory, outcome, _now).Events;
            // Of what is known, the next thing may be told now.
            Assert.Empty(outcome is SecretOutcome.Known ? again.Intersect(decided.Events) : again);
            _memory = Given.Decider.Decide(Given.Resource, _state, _memory, new SecretOutcome.Stored(null), _now).Memory;
        }

        /// <summary>
        /// A real sync is made at this time, for this manifest; only one that looks again may find a replacement due. The Secret that it
        /// finds may be an older one than was seen: the sighting may be of another past.
        /// </summary>
        private SyncFact Realistic(SyncFact fact, Due due) => fact switch
        {
            SyncFact.InStep step => step with { Reason = due.Reason, Content = step.Content with { At = _now } },
            SyncFact.MustReplace when _state.Snapshot.Replacing is not null => new SyncFact.Stale(),
            _ => fact,
        };
    }
}
