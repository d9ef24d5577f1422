using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Secrets;
using Coffer.Grains.Auths;

namespace Coffer.Grains.Secrets;

/// <summary>
/// Reads a source from Vault as the right identity; a refusal goes to the SessionGrain, which tells a dead token from a missing policy.
/// </summary>
internal sealed class SourceReader(ISessions sessions, IVaultSecrets vault, IVaultDiagnosis diagnosis, ISecretSource source)
{
    /// <summary>A refused token, then one that a new login gave: a third refusal is remembered by the SessionGrain.</summary>
    private const int MaxRefusals = 3;

    /// <summary>
    /// Reads all that the plan asks for. Gives the answers and the inputs that they were made with, still to be
    /// <see cref="Understand"/>ed, or the problem.
    /// </summary>
    public async Task<SourceRead> ReadAsync(ISecretResource resource, SourcePlan plan, CancellationToken cancellation)
    {
        var all = SourceRead.Answered.None;
        foreach (var request in plan.Requests)
        {
            SourceRead? read = null;
            try
            {
                read = await ReadAsync(resource, plan, request, cancellation);
            }
            finally
            {
                if (read is not SourceRead.Answered)
                {
                    all.Dispose();
                }
            }

            if (read is not SourceRead.Answered answered)
            {
                return read;
            }

            all = all.And(answered);
        }

        return all;
    }

    /// <summary>Gives something back that Vault made; null when that is done, otherwise why not.</summary>
    public async Task<Failure?> ReturnAsync(
        ISecretResource resource, SourcePlan plan, SourceRequest request, CancellationToken cancellation)
    {
        var read = await ReadAsync(resource, plan, request, cancellation);
        using var answered = read as SourceRead.Answered;
        return read is SourceRead.Failed failed
            ? (failed.Failure ?? new Failure(FailureKind.Invalid, "")) with { Message = failed.Problem.Message }
            : null;
    }

    /// <summary>The session that a read would use, or why there is none.</summary>
    public ValueTask<SessionReply> SessionAsync(ISecretResource resource, SourcePlan plan, CancellationToken cancellation) =>
        sessions.GetAsync(plan.Auth.ToString(), Request(resource, plan, plan.Requests[0]), cancellation);

    /// <summary>What the answers say about the secret.</summary>
    public SourceRead Understand(ISecretResource resource, SourcePlan plan, SourceRead.Answered answered, int maxFields) =>
        source.Understand(resource, plan.Requests, answered.Answers, maxFields) switch
        {
            SourceReading.Found found => new SourceRead.Found(found, answered.Inputs),
            SourceReading.Failed failed => new SourceRead.Failed(failed.Problem, null) { Made = failed.Made },
            var other => throw new InvalidOperationException($"unknown reading {other.GetType().Name}"),
        };

    private async Task<SourceRead> ReadAsync(
        ISecretResource resource, SourcePlan plan, SourceRequest request, CancellationToken cancellation)
    {
        var asked = Request(resource, plan, request);
        for (var refusals = 0; ; refusals++)
        {
            var reply = await sessions.GetAsync(plan.Auth.ToString(), asked, cancellation);
            if (reply.Session is not { } session)
            {
                var problem = reply.Problem ?? new Failure(FailureKind.Unavailable, $"no session for {plan.Auth.Auth}");
                var isDenied = reply.Denied || asked.Refused is not null;
                return new SourceRead.Failed(isDenied ? Problems.Read(problem) : Problems.Session(problem), problem);
            }

            var ns = plan.Namespace.Length > 0 ? plan.Namespace : session.Namespace;
            var outcome = request.Body is { } body
                ? await vault.WriteAsync(session.Endpoint, session.Token, new VaultWrite(ns, request.Path, body), cancellation)
                : await vault.ReadAsync(session.Endpoint, session.Token, new VaultRead(ns, request.Path, request.Version), cancellation);
            if (outcome.TryGet(out var data, out var failure))
            {
                return Allowed(resource, request, data, session);
            }

            if (failure.Kind != FailureKind.Forbidden || refusals == MaxRefusals)
            {
                sessions.Suspect(session.Endpoint, failure);
                return await FailedAsync(resource, request, failure, session, ns, cancellation);
            }

            asked = asked with { Refused = session.Version };
        }
    }

    private async Task<SourceRead> FailedAsync(
        ISecretResource resource, SourceRequest request, Failure failure, VaultSession session, string ns, CancellationToken cancellation)
    {
        string? mountType = null;
        if (source.AsksMountType(resource, failure))
        {
            (await diagnosis.MountTypeAsync(session.Endpoint, ns, session.Token, request.Mount, cancellation)).TryGet(out mountType, out _);
        }

        return new SourceRead.Failed(source.Refused(resource, request, failure, mountType), failure);
    }

    private SourceRead Allowed(ISecretResource resource, SourceRequest request, VaultData data, VaultSession session)
    {
        var why = source.Objection(resource, request, data)
            ?? (OwnToken.IsIn(data, session.Token)
                ? "the answer holds the operator's own Vault token, which goes into no Secret: correct spec.mount and "
                    + "spec.path to those of a kv engine"
                : null);
        if (why is null)
        {
            return new SourceRead.Answered([data], session.Inputs);
        }

        data.Dispose();
        return new SourceRead.Failed(Problems.Forbidden(why, request), null);
    }

    private static SessionRequest Request(ISecretResource resource, SourcePlan plan, SourceRequest request) =>
        new()
        {
            Dependent = resource.Ref,
            Namespace = plan.Namespace,
            Mount = request.Mount,
            Path = request.Path,
            Writes = request.Body is not null,
        };
}
