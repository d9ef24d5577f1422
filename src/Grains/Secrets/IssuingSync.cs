using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using Coffer.Grains.Transformations;

namespace Coffer.Grains.Secrets;

/// <summary>
/// One sync of a source whose requests make something new: look, and keep what the Secret holds if that does; otherwise ask, render,
/// write. What was made and did not get into the Secret is given back.
/// </summary>
internal sealed class IssuingSync(
    SyncPorts ports, IIssuingSource source, SourceReader reader, SecretRendering rendering, SecretWriting writing, TimeProvider time)
{
    /// <summary>From the request on: what was made is to be written or given back, though the silo stops or the turn is over.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Handover _handover = new(writing);

    /// <summary>Brings the Secret in step, or finds out why it can't be.</summary>
    public async Task<SyncFact> RunAsync(ReadCase @case, SourcePlan plan, Resolved.Found resolved, CancellationToken cancellation)
    {
        var fact = await SyncAsync(@case, plan, resolved, cancellation);
        return fact is SyncFact.Failed failed
            ? failed with { Problem = source.AtStake(@case.Resource, @case.State, failed.Problem, time.GetUtcNow()) }
            : fact;
    }

    private async Task<SyncFact> SyncAsync(ReadCase @case, SourcePlan plan, Resolved.Found resolved, CancellationToken cancellation)
    {
        var got = await ports.DigestKey.GetAsync(cancellation);
        if (!got.TryGet(out var key, out var failure))
        {
            return new SyncFact.Failed(Problems.Write(failure), failure);
        }

        SecretContent? seen = null;
        if (IssueRules.MustLook(Case(@case, Digests.None)))
        {
            (seen, var unseen) = await writing.LookAsync(@case.Resource, cancellation);
            if ((unseen ?? await SettleAsync(@case, plan, resolved, seen, key, cancellation)) is { } settled)
            {
                return settled;
            }
        }

        cancellation.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(Limit, time);
        return await IssueAsync(@case, plan, resolved, seen, key, limit.Token);
    }

    /// <summary>
    /// What can be said without asking Vault: the Secret holds what it should, or can't be written whatever it is. Null when something new
    /// is to be made.
    /// </summary>
    private async Task<SyncFact?> SettleAsync(
        ReadCase @case, SourcePlan plan, Resolved.Found resolved, SecretContent? seen, ReadOnlyMemory<byte> key,
        CancellationToken cancellation)
    {
        if (seen is null)
        {
            return @case.Resource.Destination.Create
                ? null
                : new SyncFact.Failed(WriteRules.Missing(Case(@case, Digests.None)), null);
        }

        var data = SecretData.OfHeld(IssueRules.Ours(seen));
        var on = Case(@case, data.Digest(key.Span, @case.Resource.Metadata.Uid));
        var held = new HeldCase(on, seen, source.Held(@case.Resource, data.Entries), source);
        var kept = IssueRules.Kept(held, time.GetUtcNow());
        var choice = WriteRules.ChooseLooked(on, seen, holds: kept is not null, restarts: false);
        if (kept is null)
        {
            return choice switch
            {
                WriteChoice.Refuse refuse => new SyncFact.Failed(refuse.Problem, null),
                // That the API server takes the successor is tried with what is made for it, before anything is deleted.
                WriteChoice.Replace replace => new SyncFact.MustReplace(replace.Uid),
                _ => IssueRules.MayBeAnswered(held) ? new SyncFact.Stale() : null,
            };
        }

        var session = SecretInputs.Parse(@case.State.Snapshot.Inputs).Session;
        var content = rendering.Content(
            @case.Resource, kept, on.Digests, SecretRendering.InputsOf(plan, session, resolved.Inputs));
        return await writing.CarryOutAsync(on, new Rendered(data, content, key), choice, seen, cancellation);
    }

    private async Task<SyncFact> IssueAsync(
        ReadCase @case, SourcePlan plan, Resolved.Found resolved, SecretContent? seen, ReadOnlyMemory<byte> key,
        CancellationToken cancellation)
    {
        var answer = await reader.ReadAsync(@case.Resource, plan, cancellation);
        using var held = answer as SourceRead.Answered;
        var made = rendering.Now();
        var read = await rendering.UnderstandAsync(@case.Resource, plan, answer, cancellation);
        if (read is not SourceRead.Found { Reading: var reading, Inputs: var inputs })
        {
            // Without a failed call behind it Vault has answered, and may have made something that nobody can name.
            var failed = (SourceRead.Failed)read;
            return failed.Failure is { } failure
                ? new SyncFact.Failed(failed.Problem, IssueRules.Spaced(@case.Memory, failure))
                : await InVainAsync(@case, plan, failed.Made, failed.Problem, null, cancellation);
        }

        var version = reading.Version.MadeAt(made, source.Asked(@case.Resource));
        var remarks = new List<string>([.. Ownership.Overridden(@case.Resource.Destination), .. reading.Remarks]);
        var (data, problem) =
            await rendering.RenderAsync(@case.Resource, plan, resolved, held!, reading.Content, remarks, cancellation);
        if (data is null)
        {
            return await InVainAsync(@case, plan, version.Id, Problems.Render(problem!), null, cancellation);
        }

        var on = Case(@case, data.Digest(key.Span, @case.Resource.Metadata.Uid));
        var content = rendering.Content(@case.Resource, version, on.Digests, SecretRendering.InputsOf(plan, inputs, resolved.Inputs));
        return await _handover.RunAsync(on, new Rendered(data, content, key) { Remarks = [.. remarks] }, seen, cancellation) switch
        {
            Handover.InVain { Fact: SyncFact.Failed failed } =>
                await InVainAsync(@case, plan, version.Id, failed.Problem, failed.Failure, cancellation),
            Handover.InVain overtaken => await OvertakenAsync(@case, plan, version.Id, overtaken.Fact, cancellation),
            var end => end.Fact,
        };
    }

    /// <summary>What was made is in nobody's hands: it is given back, and the next try, which makes another, waits.</summary>
    private async Task<SyncFact> InVainAsync(
        ReadCase @case, SourcePlan plan, string? id, Problem problem, Failure? failure, CancellationToken cancellation)
    {
        var left = await GiveBackAsync(@case, plan, id, cancellation);
        var why = failure ?? new Failure(FailureKind.Invalid, problem.Message);
        return new SyncFact.Failed(
            problem with { Message = $"{problem.Message}{left}" }, why with { RetryAfter = IssueRules.AfterInVain(@case.Memory, why) })
        {
            IsFirm = true,
        };
    }

    /// <summary>Another activation was faster: what it wrote is looked at in a moment.</summary>
    private async Task<SyncFact> OvertakenAsync(
        ReadCase @case, SourcePlan plan, string? id, SyncFact fact, CancellationToken cancellation) =>
        await GiveBackAsync(@case, plan, id, cancellation) is { Length: > 0 } left
            ? new SyncFact.Failed(
                new Problem("NotRevoked", left.TrimStart('.', ' ')), new Failure(FailureKind.Conflict, left.TrimStart('.', ' ')))
            : fact;

    /// <summary>What is to be told of what could not be given back; empty for nothing.</summary>
    private async Task<string> GiveBackAsync(ReadCase @case, SourcePlan plan, string? id, CancellationToken cancellation) =>
        id is not null && await reader.ReturnAsync(@case.Resource, plan, source.Return(@case.Resource, id), cancellation) is { } failure
            ? $". The {source.Name(id)}, which was made for it, could not be revoked and is left to its end: {failure.Message}"
            : "";

    private static WriteCase Case(ReadCase @case, Digests digests) =>
        new(@case.Resource, @case.State, @case.Memory, @case.Reason, digests);
}
