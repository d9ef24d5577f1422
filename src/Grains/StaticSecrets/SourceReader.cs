using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;
using Coffer.Domain.StaticSecrets;
using Coffer.Grains.Auths;

namespace Coffer.Grains.StaticSecrets;

/// <summary>Reads a secret from Vault as the right identity; a refusal goes to the AuthGrain, which tells a dead token from a missing policy.</summary>
internal sealed class SourceReader(ISessions sessions, IVaultSecrets vault)
{
    /// <summary>A refused token, then one that a new login gave: a third refusal is remembered by the AuthGrain.</summary>
    private const int MaxRefusals = 3;

    /// <summary>Reads. Gives the reading and the inputs that it was made with, or the problem.</summary>
    public async Task<SourceRead> ReadAsync(SyncPlan plan, string dependent, CancellationToken cancellation)
    {
        var request = Request(plan, dependent);
        for (var refusals = 0; ; refusals++)
        {
            var reply = await sessions.GetAsync(plan.Auth.ToString(), request, cancellation);
            if (reply.Session is not { } session)
            {
                var problem = reply.Problem ?? new Failure(FailureKind.Unavailable, $"no session for {plan.Auth.Auth}");
                return new SourceRead.Failed(reply.Denied || request.Refused is not null ? Problems.Read(problem, plan) : Problems.Session(problem), problem);
            }

            var read = new VaultRead(plan.Namespace.Length > 0 ? plan.Namespace : session.Namespace, plan.Path, plan.Version);
            var outcome = await vault.ReadAsync(session.Endpoint, session.Token, read, cancellation);
            if (outcome.TryGet(out var data, out var failure))
            {
                return ForbiddenSources.Refuse(plan, data, session.Token) is { } why
                    ? new SourceRead.Failed(Problems.Forbidden(why, plan), null)
                    : Understand(plan, data, session.Inputs);
            }

            if (failure.Kind != FailureKind.Forbidden || refusals == MaxRefusals)
            {
                sessions.Suspect(session.Endpoint, failure);
                return new SourceRead.Failed(Problems.Read(failure, plan), failure);
            }

            request = request with { Refused = session.Version };
        }
    }

    /// <summary>The session that a read would use, or why there is none.</summary>
    public ValueTask<SessionReply> SessionAsync(SyncPlan plan, string dependent, CancellationToken cancellation) =>
        sessions.GetAsync(plan.Auth.ToString(), Request(plan, dependent), cancellation);

    private static SessionRequest Request(SyncPlan plan, string dependent) =>
        new() { Dependent = dependent, Namespace = plan.Namespace, Mount = plan.Mount, Path = plan.Path };

    private static SourceRead Understand(SyncPlan plan, VaultData data, string inputs)
    {
        var understood = Understand(plan, plan.IsKv2 ? KvReading.OfKv2(data) : KvReading.OfKv1(data), data, inputs);
        if (understood is SourceRead.Failed)
        {
            data.Dispose();
        }

        return understood;
    }

    private static SourceRead Understand(SyncPlan plan, KvReading reading, VaultData data, string inputs) =>
        reading switch
        {
            KvReading.Found found => new SourceRead.Found(found, inputs, data),
            KvReading.Absent absent => new SourceRead.Failed(Problems.Absent(absent.Why, plan), null),
            KvReading.Unreadable unreadable => new SourceRead.Failed(Problems.Unreadable(unreadable.Why, plan), null),
            var other => throw new InvalidOperationException($"unknown reading {other.GetType().Name}"),
        };
}

/// <summary>What a read of the source gave.</summary>
internal abstract record SourceRead
{
    /// <summary>The secret; holds values. To be disposed when the sync is over: until then it counts as an answer in memory.</summary>
    public sealed record Found(KvReading.Found Reading, string Inputs, IDisposable Answer) : SourceRead, IDisposable
    {
        public void Dispose() => Answer.Dispose();

        public override string ToString() => "***";
    }

    /// <summary>Why there is none.</summary>
    public sealed record Failed(Problem Problem, Failure? Failure) : SourceRead;
}
