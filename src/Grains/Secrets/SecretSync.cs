using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using Coffer.Grains.Transformations;

namespace Coffer.Grains.Secrets;

/// <summary>
/// One sync: read, render, digest, decide, write. The only place where secret bytes are: they live in the locals of <see cref="RunAsync"/>
/// and below, and what comes out is a fact without values.
/// </summary>
internal sealed class SecretSync
{
    private readonly SyncPorts _ports;
    private readonly SecretPlanner _planner;
    private readonly SourceReader _source;
    private readonly SecretRendering _rendering;
    private readonly SecretWriting _writing;
    private readonly IssuingSync? _issuing;

    public SecretSync(SyncPorts ports, SecretPlanner planner, TimeProvider time)
    {
        (_ports, _planner) = (ports, planner);
        _source = new SourceReader(ports.Sessions, ports.Vault, ports.Diagnosis, planner.Source);
        _rendering = new SecretRendering(ports, planner, _source, time);
        _writing = new SecretWriting(ports, time);
        _issuing = planner.Issuing is { } issuing ? new IssuingSync(ports, issuing, _source, _rendering, _writing, time) : null;
    }

    /// <summary>Brings the Secret in step, or finds out why it can't be.</summary>
    public async Task<SyncFact> RunAsync(
        ISecretResource resource, SecretState state, SecretMemory memory, SyncReason reason, CancellationToken cancellation)
    {
        var errors = new List<SpecError>();
        if (_planner.Plan(resource, errors) is not { } plan)
        {
            return new SyncFact.Failed(Problems.Spec(resource.ResourceKind, errors), null);
        }

        var resolution = await _ports.Transformations.ResolveAsync(resource, cancellation);
        if (resolution is not Resolved.Found resolved)
        {
            var unresolved = (Resolved.Failed)resolution;
            return new SyncFact.Failed(unresolved.Problem, unresolved.Failure);
        }

        var @case = new ReadCase(resource, state, memory, reason, plan.Requests);
        return _issuing is null
            ? await ReadAsync(@case, plan, resolved, cancellation)
            : await _issuing.RunAsync(@case, plan, resolved, cancellation);
    }

    private async Task<SyncFact> ReadAsync(ReadCase @case, SourcePlan plan, Resolved.Found resolved, CancellationToken cancellation)
    {
        var (resource, state) = (@case.Resource, @case.State);
        var answer = await _source.ReadAsync(resource, plan, cancellation);
        using var held = answer as SourceRead.Answered;
        var read = await _rendering.UnderstandAsync(resource, plan, answer, cancellation);
        if (read is not SourceRead.Found { Reading: { Content: var content, Version: var version }, Inputs: var inputs })
        {
            var failed = (SourceRead.Failed)read;
            return new SyncFact.Failed(failed.Problem, failed.Failure);
        }

        var isOfChangedSpec = SecretInputs.Parse(state.Snapshot.Inputs).SpecHash != plan.SpecHash;
        if (_planner.Source.Refuses(@case, version, isOfChangedSpec) is { } refused)
        {
            return refused;
        }

        var remarks = new List<string>(Ownership.Overridden(resource.Destination));
        var (data, problem) = await _rendering.RenderAsync(resource, plan, resolved, held!, content, remarks, cancellation);
        if (data is null)
        {
            return new SyncFact.Failed(Problems.Render(problem!), null);
        }

        var key = await _ports.DigestKey.GetAsync(cancellation);
        if (!key.TryGet(out var secret, out var failure))
        {
            return new SyncFact.Failed(Problems.Write(failure), failure);
        }

        var digests = data.Digest(secret.Span, resource.Metadata.Uid);
        var synced = _rendering.Content(resource, version, digests, SecretRendering.InputsOf(plan, inputs, resolved.Inputs));
        var on = new WriteCase(resource, state, @case.Memory, @case.Reason, digests);
        return await _writing.WriteAsync(on, new Rendered(data, synced, secret) { Remarks = [.. remarks] }, cancellation);
    }

    /// <summary>
    /// The inputs that a sync would have now, without reading anything of Vault; null, with the reason where one is
    /// known, when there are none.
    /// </summary>
    public async Task<(string? Inputs, Failure? Problem)> InputsAsync(ISecretResource resource, CancellationToken cancellation)
    {
        if (_planner.Plan(resource, []) is not { } plan)
        {
            return (null, null);
        }

        var reply = await _source.SessionAsync(resource, plan, cancellation);
        // A login that fails for now still tells which VaultAuth and VaultConnection it was tried with: others than the
        // Secret was made with are news.
        if (reply.Session is null && (reply.Problem is not { IsTransient: true } || reply.Inputs.Length == 0))
        {
            return (null, reply.Problem);
        }

        return (await _ports.Transformations.InputsAsync(resource, cancellation) is { } rendersWith
            ? SecretRendering.InputsOf(plan, reply.Inputs, rendersWith)
            : null, null);
    }
}
