using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using CsCheck;

namespace Coffer.Domain.Tests.Sources.Certificates;

/// <summary>The decider with certificates: whatever comes of its steps, it asks for one no oftener than it has to.</summary>
public sealed class CertificateLoopProperties
{
    private static readonly VaultPKISecret Resource = Authority.With(spec => spec with
    {
        Revoke = true,
        RolloutRestartTargets = [new RolloutRestartTarget { Kind = "Deployment", Name = "web" }],
    });

    private static readonly SecretData[] Contents =
        [.. Enumerable.Range(0, 6).Select(_ => Certified.Data(Authority.Issue()))];

    [Fact]
    public void Over_days_of_failures_a_certificate_is_there_and_each_is_asked_for_when_it_is_due() =>
        Gen.Int[0, 999].List[300, 300].Sample(draws =>
        {
            var world = new World();
            foreach (var draw in draws)
            {
                world.Turn(draw);
            }
        }, iter: 200);

    /// <summary>The grain's loop with the world left out.</summary>
    private sealed class World
    {
        private SecretState _state = SecretState.Initial;
        private SecretMemory _memory = SecretMemory.Initial;
        private VaultPKISecret _resource = Resource;
        private DateTimeOffset _now = Authority.Now;
        private int _stepsNow;
        private int _number;

        public void Turn(int draw)
        {
            var step = Certified.Decider.Next(_resource, _state, _memory, _now);
            if (step is SecretStep.Wait wait)
            {
                Assert.True(wait.Until > _now, "a wait that is over already");
                (_now, _stepsNow) = (wait.Until < _now.AddDays(1) ? wait.Until : _now.AddDays(1), 0);
                return;
            }

            Assert.True(++_stepsNow <= 16, $"no time passes: {step}");
            if (step is SecretStep.Sync { Due.Reason: var reason } && _state is { HasSynced: true, Problem: null } && _memory.Retry is null)
            {
                Assert.Equal(SyncReason.Renewal, reason);
                Assert.True(_now >= _state.Snapshot.Certificate!.Issued.AddHours(1), "renewed too early");
            }

            Take(Outcome(step, draw), draw);
        }

        private SecretOutcome Outcome(SecretStep step, int draw) => step switch
        {
            SecretStep.Begin => new SecretOutcome.Begun(_now, InputsChanged: false),
            SecretStep.Sync sync => new SecretOutcome.Synced(Fact(sync.Due.Reason, draw), _memory),
            SecretStep.Append => new SecretOutcome.Known(_memory.Reports),
            SecretStep.CommandRestarts command => new SecretOutcome.Commanded(command.Id, []),
            SecretStep.Return owed when draw % 3 == 0 => new SecretOutcome.Returned(owed.Owed.Id, draw % 2 == 0 ? null : "denied"),
            SecretStep.Return => new SecretOutcome.NotReturned(draw % 2 == 0 ? null : new Failure(FailureKind.Timeout, "no")),
            SecretStep.SetFinalizer when draw % 2 == 0 => new SecretOutcome.FinalizerSet(_resource.Metadata.Generation),
            SecretStep.SetFinalizer => new SecretOutcome.FinalizerNotSet(new Failure(FailureKind.Forbidden, "no")),
            SecretStep.LookAtSecret => new SecretOutcome.Looked(null, _memory),
            _ => new SecretOutcome.Postponed(),
        };

        private SyncFact Fact(SyncReason reason, int draw)
        {
            if (draw % 4 == 0)
            {
                return new SyncFact.Failed(new Problem("VaultClientError", "no"), new Failure(FailureKind.Unavailable, "no"))
                {
                    IsFirm = draw % 8 == 0,
                };
            }

            _number++;
            var facts = Authority.Facts(3, $"{_number:x2}:00") with { Issued = _now, NotAfter = _now.AddHours(3), NotBefore = _now };
            var content = Certified.Content(Contents[_number % Contents.Length], facts, _resource, _now) with
            {
                SecretVersion = $"{100 + _number}",
            };
            return new SyncFact.InStep(reason, content, _state.HasSynced ? WriteEffect.Changed : WriteEffect.Created, 5);
        }

        private void Take(SecretOutcome outcome, int draw)
        {
            var decided = Certified.Decider.Decide(_resource, _state, _memory, outcome, _now);
            if (decided.Events.Count > 0 && draw % 11 == 0)
            {
                var lost = new SecretOutcome.NotStored(new Failure(FailureKind.Unavailable, "no answer"), _memory);
                _memory = Certified.Decider.Decide(_resource, _state, _memory, lost, _now).Memory;
                return;
            }

            var next = decided.Events.Aggregate(_state, static (state, @event) => state.Evolve(@event));
            Assert.Empty(Certified.Decider.Decide(_resource, next, decided.Memory, outcome, _now).Events);
            (_state, _memory) = (next, decided.Memory);
            _resource = Certified.Aggregate.Write(_resource, _state, decided.Events, _now);
            Assert.InRange(_state.Snapshot.Returns?.Count ?? 0, 0, SpecLimits.Returns);
        }
    }
}
