using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;

namespace Coffer.Grains.Secrets;

/// <summary>Writes what was rendered into the Secret, unless it holds it already or is not ours.</summary>
internal sealed class SecretWriting(SyncPorts ports, TimeProvider time)
{
    private const int MaxLooks = 3;

    private readonly Replacement _replacement = new(ports.Writer, time);

    public async Task<SyncFact> WriteAsync(WriteCase on, Rendered rendered, CancellationToken cancellation)
    {
        var choice = WriteRules.Choose(on);
        SecretContent? seen = null;
        for (var looks = 0; ; looks++)
        {
            var isLooked = choice is WriteChoice.Look;
            if (isLooked)
            {
                (seen, var unseen) = await LookAsync(on.Resource, cancellation);
                if (unseen is not null)
                {
                    return unseen;
                }

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

    /// <summary>The Secret with its values, null where there is none; or why that is not known.</summary>
    public async Task<(SecretContent? Seen, SyncFact.Failed? Unseen)> LookAsync(ISecretResource resource, CancellationToken cancellation)
    {
        var looked = await ports.Reader.ReadAsync(Destination(resource), cancellation);
        return looked.TryGet(out var found, out var failure) ? (await InheritAsync(resource, found, cancellation), null)
            : failure.Kind == FailureKind.NotFound ? (null, null)
            : (null, Failed(failure));
    }

    /// <summary>A Secret that is nobody's to own outlives the resource that wrote into it: what that one left on it binds nobody.</summary>
    private async Task<SecretContent> InheritAsync(
        ISecretResource resource, SecretContent found, CancellationToken cancellation)
    {
        var gone = Ownership.Predecessor(found.Metadata, resource) is { } predecessor
            && ResourceKinds.Custom.FirstOrDefault(kind => kind.Kind == predecessor.Kind) is { } kind
            && (await ports.Resources.LoadAsync(kind, predecessor.Key, cancellation)).Failure is { Kind: FailureKind.NotFound };
        return gone ? found with { Metadata = Ownership.Inherited(found.Metadata) } : found;
    }

    public static WriteChoice ChooseLooked(WriteCase on, Rendered rendered, SecretContent? found)
    {
        if (found is null)
        {
            return WriteRules.ChooseLooked(on, null, holds: false, restarts: false);
        }

        var restarts = rendered.Data.RestartDigestOfHeld(rendered.Key.Span, on.Resource.Metadata.Uid, found.Data) != on.Digests.Restart;
        return WriteRules.ChooseLooked(on, found, Holds(on, rendered, found), restarts);
    }

    /// <summary>True when the Secret has all that was rendered, whatever others put there beside it.</summary>
    public static bool Holds(WriteCase on, Rendered rendered, SecretContent found)
    {
        var ours = found.Data.Where(entry => rendered.Data.Entries.ContainsKey(entry.Key)).ToDictionary();
        return ours.Count == rendered.Data.Entries.Count
            && SecretData.ContentDigest(rendered.Key.Span, on.Resource.Metadata.Uid, ours) == on.Digests.Content;
    }

    /// <summary>
    /// True when the Secret may not be what it was thought to be. A refusal of what was just looked at would be the same again.
    /// </summary>
    private static bool IsWorthALook(SyncFact fact, bool isLooked) =>
        fact is SyncFact.Failed { Failure.Kind: FailureKind.Conflict }
        || !isLooked && fact is SyncFact.Failed { Failure.Kind: FailureKind.Invalid };

    public async Task<SyncFact> CarryOutAsync(
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

    public static SyncFact.InStep InStep(WriteCase on, Rendered rendered, WriteEffect effect, SecretVersion version) => new(
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

    private static ObjectKey Destination(ISecretResource resource) => new(resource.Metadata.Namespace, resource.Destination.Name);

    private static SecretVersion Journalled(SecretState state) =>
        new(state.Snapshot.SecretUid ?? "", state.Snapshot.SecretResourceVersion ?? "0");
}
