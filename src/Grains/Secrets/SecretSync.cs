using System.Collections.Immutable;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using Coffer.Domain.Transformations;
using Coffer.Grains.Transformations;

namespace Coffer.Grains.Secrets;

/// <summary>
/// One sync: read, render, digest, decide, write. The only place where secret bytes are: they live in the locals of <see cref="RunAsync"/>
/// and below, and what comes out is a fact without values.
/// </summary>
internal sealed class SecretSync(SyncPorts ports, SecretPlanner planner, TimeProvider time)
{
    private const int MaxLooks = 3;

    private readonly SourceReader _source = new(ports.Sessions, ports.Vault, ports.Diagnosis, planner.Source);
    private readonly Replacement _replacement = new(ports.Writer, time);

    /// <summary>Brings the Secret in step, or finds out why it can't be.</summary>
    public async Task<SyncFact> RunAsync(
        ISecretResource resource, SecretState state, SecretMemory memory, SyncReason reason, CancellationToken cancellation)
    {
        var errors = new List<SpecError>();
        if (planner.Plan(resource, errors) is not { } plan)
        {
            return new SyncFact.Failed(Problems.Spec(resource.ResourceKind, errors), null);
        }

        var resolved = await ports.Transformations.ResolveAsync(resource, cancellation);
        if (resolved is not Resolved.Found { Transformation: var transformation, Inputs: var rendersWith })
        {
            var unresolved = (Resolved.Failed)resolved;
            return new SyncFact.Failed(unresolved.Problem, unresolved.Failure);
        }

        var answer = await _source.ReadAsync(resource, plan, cancellation);
        using var held = answer as SourceRead.Answered;
        var isHeavy = held?.Bytes > SpecLimits.LightAnswerBytes;
        var read = await UnderstandAsync(resource, plan, answer, isHeavy, cancellation);
        if (read is not SourceRead.Found { Reading: { Content: var content, Version: var version }, Inputs: var inputs })
        {
            var failed = (SourceRead.Failed)read;
            return new SyncFact.Failed(failed.Problem, failed.Failure);
        }

        var isOfChangedSpec = SecretInputs.Parse(state.Snapshot.Inputs).SpecHash != plan.SpecHash;
        if (planner.Source.Refuses(new ReadCase(resource, state, memory, reason, plan.Requests), version, isOfChangedSpec) is { } refused)
        {
            return refused;
        }

        var remarks = new List<string>(Ownership.Overridden(resource.Destination));
        var (data, problem) = await RenderAsync(resource, plan, transformation, content, remarks, isHeavy, cancellation);
        if (data is null)
        {
            return new SyncFact.Failed(Problems.Render(problem!), null);
        }

        Remarks.Add(remarks, Remarks.OfDockerConfig(data.Entries));
        var key = await ports.DigestKey.GetAsync(cancellation);
        if (!key.TryGet(out var secret, out var failure))
        {
            return new SyncFact.Failed(Problems.Write(failure), failure);
        }

        var digests = data.Digest(secret.Span, resource.Metadata.Uid);
        var synced = Content(resource, version, digests, InputsOf(plan, inputs, rendersWith));
        var on = new WriteCase(resource, state, memory, reason, digests);
        return await WriteAsync(on, new Rendered(data, synced, secret) { Remarks = [.. remarks] }, cancellation);
    }

    /// <summary>
    /// The inputs that a sync would have now, without reading anything of Vault; null, with the reason where one is
    /// known, when there are none.
    /// </summary>
    public async Task<(string? Inputs, Failure? Problem)> InputsAsync(ISecretResource resource, CancellationToken cancellation)
    {
        if (planner.Plan(resource, []) is not { } plan)
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

        return (await ports.Transformations.InputsAsync(resource, cancellation) is { } rendersWith
            ? InputsOf(plan, reply.Inputs, rendersWith)
            : null, null);
    }

    private async Task<SourceRead> UnderstandAsync(
        ISecretResource resource, SourcePlan plan, SourceRead answer, bool isHeavy, CancellationToken cancellation)
    {
        if (answer is not SourceRead.Answered answered)
        {
            return answer;
        }

        return isHeavy ? await ports.Rendering.RunAsync(resource.Metadata.Namespace, Understand, cancellation) : Understand();

        SourceRead Understand() => _source.Understand(resource, plan, answered, planner.Options.MaxFields);
    }

    /// <summary>
    /// Templates and patterns, and what is large, may take seconds: they run beside the grain's own turn, which goes on hearing facts, and
    /// wait for those of others. What has none waits for nobody.
    /// </summary>
    private async Task<(SecretData? Data, string? Problem)> RenderAsync(
        ISecretResource resource, SourcePlan plan, Transformation transformation, SourceContent content, List<string> remarks, bool isHeavy,
        CancellationToken cancellation)
    {
        var context = new RenderContext
        {
            Annotations = resource.Metadata.Annotations,
            Labels = resource.Metadata.Labels,
            ExcludeRaw = plan.ExcludeRaw,
            Limits = planner.Options.TemplateLimits,
            MaxFields = planner.Options.MaxFields,
            Clock = time,
        };
        return isHeavy || transformation.IsHeavy
            ? await ports.Rendering.RunAsync(resource.Metadata.Namespace, Render, cancellation)
            : Render();

        (SecretData?, string?) Render() => (transformation.Render(content, context, out var problem, remarks), problem);
    }

    private async Task<SyncFact> WriteAsync(WriteCase on, Rendered rendered, CancellationToken cancellation)
    {
        var choice = WriteRules.Choose(on);
        SecretContent? seen = null;
        for (var looks = 0; ; looks++)
        {
            var isLooked = choice is WriteChoice.Look;
            if (isLooked)
            {
                var looked = await ports.Reader.ReadAsync(Destination(on.Resource), cancellation);
                if (!looked.TryGet(out var found, out var failure) && failure.Kind != FailureKind.NotFound)
                {
                    return new SyncFact.Failed(Problems.Write(failure), failure);
                }

                seen = found is null ? null : await InheritAsync(on, found, cancellation);
                choice = ChooseLooked(on, rendered, seen);
            }

            var fact = await CarryOutAsync(on, rendered, choice, seen, cancellation);
            if (looks == MaxLooks || !IsWorthALook(fact, isLooked))
            {
                return fact;
            }

            choice = new WriteChoice.Look();
        }
    }

    /// <summary>A Secret that is nobody's to own outlives the resource that wrote into it: what that one left on it binds nobody.</summary>
    private async Task<SecretContent> InheritAsync(WriteCase on, SecretContent found, CancellationToken cancellation)
    {
        var gone = Ownership.Predecessor(found.Metadata, on.Resource) is { } predecessor
            && ResourceKinds.Custom.FirstOrDefault(kind => kind.Kind == predecessor.Kind) is { } kind
            && (await ports.Resources.LoadAsync(kind, predecessor.Key, cancellation)).Failure is { Kind: FailureKind.NotFound };
        return gone ? found with { Metadata = Ownership.Inherited(found.Metadata) } : found;
    }

    private static WriteChoice ChooseLooked(WriteCase on, Rendered rendered, SecretContent? found)
    {
        if (found is null)
        {
            return WriteRules.ChooseLooked(on, null, holds: false, restarts: false);
        }

        var ours = found.Data.Where(entry => rendered.Data.Entries.ContainsKey(entry.Key)).ToDictionary();
        var holds = ours.Count == rendered.Data.Entries.Count
            && SecretData.ContentDigest(rendered.Key.Span, on.Resource.Metadata.Uid, ours) == on.Digests.Content;
        var restarts = rendered.Data.RestartDigestOfHeld(rendered.Key.Span, on.Resource.Metadata.Uid, found.Data) != on.Digests.Restart;
        return WriteRules.ChooseLooked(on, found, holds, restarts);
    }

    /// <summary>
    /// True when the Secret may not be what it was thought to be. A refusal of what was just looked at would be the same again.
    /// </summary>
    private static bool IsWorthALook(SyncFact fact, bool isLooked) =>
        fact is SyncFact.Failed { Failure.Kind: FailureKind.Conflict }
        || !isLooked && fact is SyncFact.Failed { Failure.Kind: FailureKind.Invalid };

    private async Task<SyncFact> CarryOutAsync(
        WriteCase on, Rendered rendered, WriteChoice choice, SecretContent? seen, CancellationToken cancellation)
    {
        switch (choice)
        {
            case WriteChoice.Leave leave:
                return InStep(on, rendered, leave.Effect, leave.Secret ?? Journalled(on.State));
            case WriteChoice.Refuse refuse:
                return new SyncFact.Failed(refuse.Problem, null);
            case WriteChoice.Replace replace:
                return await _replacement.TryAsync(Manifest(on, rendered, WriteRules.None), cancellation)
                    ?? (SyncFact)new SyncFact.MustReplace(replace.Uid);
            case WriteChoice.DeleteAndApply:
                var (made, kept) = await _replacement.RunAsync(Manifest(on, rendered, WriteRules.None), seen!, cancellation);
                return made is not null ? InStep(on, rendered, WriteEffect.Changed, made) : kept!;
            case WriteChoice.TakeAndApply take:
                var taken = await ports.Writer.TakeOwnershipAsync(Destination(on.Resource), take.ResourceVersion, cancellation);
                return taken.TryGet(out var version, out var failure)
                    ? await ApplyAsync(on, rendered, version.ResourceVersion, take.Effect, cancellation)
                    : Failed(failure);
            case WriteChoice.Apply apply:
                return await ApplyAsync(on, rendered, apply.ResourceVersion, apply.Effect, cancellation);
            default:
                throw new InvalidOperationException($"{choice.GetType().Name} is not to be carried out");
        }
    }

    private async Task<SyncFact> ApplyAsync(
        WriteCase on, Rendered rendered, string resourceVersion, WriteEffect effect, CancellationToken cancellation)
    {
        var manifest = Manifest(on, rendered, resourceVersion);
        var highest = ports.Marks.Highest(ResourceKinds.Secret);
        var outcome = await ports.Writer.ApplyAsync(manifest, cancellation);
        if (!outcome.TryGet(out var version, out var failure))
        {
            return Failed(failure);
        }

        ports.Marks.Wrote(ResourceKinds.Secret, manifest.Key.Namespace, highest, resourceVersion, version.ResourceVersion);
        return InStep(on, rendered, effect, version);
    }

    private static SecretManifest Manifest(WriteCase on, Rendered rendered, string resourceVersion) =>
        Manifests.Of(on.Resource, rendered.Data, on.Digests.Content, resourceVersion);

    private static SyncFact.Failed Failed(Failure failure) => new(Problems.Write(failure), failure);

    private static SyncFact.InStep InStep(WriteCase on, Rendered rendered, WriteEffect effect, SecretVersion version) => new(
        on.Reason,
        rendered.Content with
        {
            SecretUid = version.Uid,
            SecretVersion = version.ResourceVersion,
            SecretKeys = rendered.Data.Entries.Count,
        },
        effect,
        rendered.Data.Entries.Count)
    {
        Remarks = rendered.Remarks,
    };

    private SyncedContent Content(ISecretResource resource, SourceVersion version, Digests digests, string inputs) => new()
    {
        ContentDigest = digests.Content,
        RestartDigest = digests.Restart,
        KeyId = digests.KeyId,
        ReferenceMac = planner.Options.Adopt && resource.HmacSecretData ? digests.ReferenceMac : "",
        Source = version,
        SecretName = resource.Destination.Name,
        SecretUid = "",
        SecretVersion = "",
        SecretType = WriteRules.WantedType(resource.Destination) ?? "",
        Generation = resource.Metadata.Generation,
        Inputs = inputs,
        ForceSync = SecretSpec.ForceSync(resource),
        At = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()),
    };

    private static string InputsOf(SourcePlan plan, string session, string transformations) =>
        new SecretInputs(plan.SpecHash, SessionInputs.Place(session))
        {
            MetadataHash = plan.MetadataHash,
            Transformations = transformations,
        }.ToString();

    private static ObjectKey Destination(ISecretResource resource) => new(resource.Metadata.Namespace, resource.Destination.Name);

    private static SecretVersion Journalled(SecretState state) =>
        new(state.Snapshot.SecretUid ?? "", state.Snapshot.SecretResourceVersion ?? "0");

    /// <summary>The bytes of one sync, its key, and what is told of it.</summary>
    private sealed record Rendered(SecretData Data, SyncedContent Content, ReadOnlyMemory<byte> Key)
    {
        public ImmutableArray<string> Remarks { get; init; } = [];

        public override string ToString() => "***";
    }
}
