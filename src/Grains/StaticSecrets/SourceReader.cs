using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;
using Coffer.Domain.StaticSecrets;
using Coffer.Grains.Auths;

namespace Coffer.Grains.StaticSecrets;

/// <summary>Reads a secret from Vault as the right identity; a refusal goes to the SessionGrain, which tells a dead token from a missing policy.</summary>
internal sealed class SourceReader(ISessions sessions, IVaultSecrets vault, IVaultDiagnosis diagnosis)
{
    /// <summary>A refused token, then one that a new login gave: a third refusal is remembered by the SessionGrain.</summary>
    private const int MaxRefusals = 3;

    /// <summary>Reads. Gives the answer and the inputs that it was made with, or the problem. The answer is still to be <see cref="Understand"/>ed.</summary>
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
                return Allowed(plan, new SourceRead.Answered(data, session.Inputs), session.Token);
            }

            if (failure.Kind != FailureKind.Forbidden || refusals == MaxRefusals)
            {
                sessions.Suspect(session.Endpoint, failure);
                if (failure.Kind == FailureKind.NotFound && plan.IsKv2 && await IsKv1Async(session, read.Namespace, plan, cancellation))
                {
                    return new SourceRead.Failed(Problems.OtherEngine(plan), failure);
                }

                return new SourceRead.Failed(Problems.Read(failure, plan), failure);
            }

            request = request with { Refused = session.Version };
        }
    }

    /// <summary>The session that a read would use, or why there is none.</summary>
    public ValueTask<SessionReply> SessionAsync(SyncPlan plan, string dependent, CancellationToken cancellation) =>
        sessions.GetAsync(plan.Auth.ToString(), Request(plan, dependent), cancellation);

    /// <summary>A kv-v1 mount answers to a path of kv-v2 as to any secret that is not there.</summary>
    private async Task<bool> IsKv1Async(VaultSession session, string ns, SyncPlan plan, CancellationToken cancellation) =>
        (await diagnosis.MountTypeAsync(session.Endpoint, ns, session.Token, plan.Mount, cancellation)).TryGet(out var type, out _) && type == "kv-v1";

    private static SourceRead Allowed(SyncPlan plan, SourceRead.Answered answer, VaultToken token)
    {
        if (ForbiddenSources.Refuse(plan, answer.Data, token) is not { } why)
        {
            return answer;
        }

        answer.Dispose();
        return new SourceRead.Failed(Problems.Forbidden(why, plan), null);
    }

    private static SessionRequest Request(SyncPlan plan, string dependent) =>
        new() { Dependent = dependent, Namespace = plan.Namespace, Mount = plan.Mount, Path = plan.Path };

    /// <summary>What an answer says about the secret.</summary>
    public static SourceRead Understand(SyncPlan plan, SourceRead.Answered answer, int maxFields) =>
        (plan.IsKv2 ? KvReading.OfKv2(answer.Data, maxFields) : KvReading.OfKv1(answer.Data, maxFields)) switch
        {
            KvReading.Found found => new SourceRead.Found(found, answer.Inputs),
            KvReading.Absent absent => new SourceRead.Failed(Problems.Absent(absent.Why, plan), null),
            KvReading.OtherVersion => new SourceRead.Failed(Problems.OtherEngine(plan), null),
            KvReading.Unreadable unreadable => new SourceRead.Failed(Problems.Unreadable(unreadable.Why, plan), null),
            var other => throw new InvalidOperationException($"unknown reading {other.GetType().Name}"),
        };
}

/// <summary>What a read of the source gave.</summary>
internal abstract record SourceRead
{
    /// <summary>Vault's answer; holds values. To be disposed when the sync is over: until then it counts as an answer in memory.</summary>
    public sealed record Answered(VaultData Data, string Inputs) : SourceRead, IDisposable
    {
        public void Dispose() => Data.Dispose();

        public override string ToString() => "***";
    }

    /// <summary>The secret; holds values, and is good as long as the answer that it was read from.</summary>
    public sealed record Found(KvReading.Found Reading, string Inputs) : SourceRead
    {
        public override string ToString() => "***";
    }

    /// <summary>Why there is none.</summary>
    public sealed record Failed(Problem Problem, Failure? Failure) : SourceRead;
}
