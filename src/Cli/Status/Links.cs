using Coffer.Cli.Resources;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;

namespace Coffer.Cli.Status;

/// <summary>What each link of a chain says.</summary>
internal static class Links
{
    /// <summary>The VaultConnection.</summary>
    public static Link Connection(Fact<CofferObject> fact) => Named(fact, found => (found.Spec.Address ?? "", Standings.Of(found)));

    /// <summary>The VaultAuthGlobal, as a VaultAuth of a namespace uses it.</summary>
    public static Link Global(Fact<CofferObject> fact, string consumer, string operatorNamespace) =>
        Named(fact, found => ("defaults of the VaultAuth", Allowed(found, consumer, operatorNamespace) ?? Standings.Of(found)));

    /// <summary>The VaultAuth, as a secret of a namespace uses it.</summary>
    public static Link Auth(Fact<CofferObject> fact, string consumer, string operatorNamespace) =>
        Named(fact, found => (Method(found), Allowed(found, consumer, operatorNamespace) ?? Standings.Of(found)));

    /// <summary>The resource itself.</summary>
    public static Link Resource(CofferObject resource) => new Link
    {
        Kind = resource.Kind,
        Namespace = resource.Metadata.Namespace,
        Name = resource.Metadata.Name,
        State = LinkState.Well,
        About = About(resource),
    }.With(Standings.Of(resource));

    /// <summary>The Secret.</summary>
    public static Link Secret(Fact<SecretObject> fact, CofferObject resource) => Missing(fact) is { State: LinkState.Broken } missing
        ? missing.With(NoSecret(resource))
        : Named(fact, found => (resource.Spec.Destination is { Create: true } ? "made by the operator" : "filled by the operator",
            OfSecret(found, resource)));

    /// <summary>A workload that is to be rolled.</summary>
    public static Link Workload(Fact<WorkloadObject> fact, CofferObject resource) =>
        Named(fact, found => ("rolled when the content changes", OfWorkload(found, fact.Kind, resource)));

    private static Link Named<T>(Fact<T> fact, Func<T, (string About, Standing Standing)> look)
        where T : notnull
    {
        if (Missing(fact) is { } missing)
        {
            return missing;
        }

        var (about, standing) = look(fact.Value!);
        return (Of(fact) with { About = SafeAbout(about) }).With(standing);
    }

    private static Link? Missing<T>(Fact<T> fact)
        where T : notnull => fact.Found.Failure switch
        {
            null => null,
            { Kind: FailureKind.NotFound } failure => Of(fact).With(
                new Standing(LinkState.Broken, "NotFound", $"{failure.Message}: create it, or correct {fact.Field}", null)),
            { Kind: FailureKind.Misconfigured } failure => Of(fact).With(
                new Standing(LinkState.Broken, "InvalidReference", failure.Message, null)),
            var failure => Of(fact).With(new Standing(LinkState.Unknown, $"{failure.Kind}", failure.Message, null)),
        };

    private static Link Of<T>(Fact<T> fact)
        where T : notnull =>
        new() { Kind = fact.Kind, Namespace = fact.Key.Namespace, Name = fact.Key.Name, State = LinkState.Unknown };

    private static Standing? Allowed(CofferObject found, string consumer, string operatorNamespace) =>
        AllowedNamespaces.Check(found.Kind, found.Key, found.Spec.AllowedNamespaces, consumer, operatorNamespace) is { } refusal
            ? new Standing(LinkState.Broken, "NamespaceNotAllowed", refusal.Message, null)
            : null;

    private static string Method(CofferObject auth) =>
        $"method {auth.Spec.Method ?? "of the VaultAuthGlobal"}{(auth.Spec.Mount is { Length: > 0 } mount ? $", mount {mount}" : "")}";

    private static string About(CofferObject resource) => resource.Kind switch
    {
        _ when !KindNames.IsSecret(resource.Kind) => "",
        _ => SafeAbout($"{resource.Spec.Mount}/{resource.Spec.Path ?? resource.Spec.Role}"),
    };

    private static string SafeAbout(string about) => Output.SafeLine.Of(about, ShortText.MaxName);

    private static Standing NoSecret(CofferObject resource) => resource.Spec.Destination is { Create: false }
        ? new Standing(LinkState.Broken, "NotFound",
            "it does not exist, and spec.destination.create is false: create it, or set spec.destination.create: true", null)
        : resource.Status?.Snapshot?.LastSyncTime is null
            ? new Standing(LinkState.Waiting, "NotWritten", "it is written with the first sync", null)
            : new Standing(LinkState.Broken, "NotFound", "it was written and is gone; the operator writes it again at its next sync", null);

    private static Standing OfSecret(SecretObject secret, CofferObject resource)
    {
        var snapshot = resource.Status?.Snapshot;
        var source = secret.Metadata.Annotations.GetValueOrDefault(SecretAnnotations.Source);
        if (source is not null && source != resource.Ref.ToString())
        {
            return new Standing(LinkState.Broken, "WrittenByAnother",
                $"it is kept in step by {source}: give one of the two another spec.destination.name", null);
        }

        var digest = secret.Metadata.Annotations.GetValueOrDefault(SecretAnnotations.Digest);
        return (digest, snapshot?.ContentDigest) switch
        {
            (_, null) => new Standing(LinkState.Waiting, "NotWritten", "nothing was written into it yet", null),
            (null, _) => new Standing(LinkState.Doubtful, "StampMissing", "somebody took the operator's stamp off; it is put back at the "
                + "next sync", null),
            var (held, wanted) when held != wanted => new Standing(LinkState.Doubtful, "StampDiffers",
                "it holds another content than the journal tells of; it is brought into step at the next sync", null),
            _ => new Standing(LinkState.Well, "", "", snapshot?.LastSyncTime),
        };
    }

    private static Standing OfWorkload(WorkloadObject workload, string kind, CofferObject resource)
    {
        var (snapshot, target) = (resource.Status?.Snapshot, $"{kind}/{workload.Metadata.Name}");
        var outcome = snapshot?.RestartOutcomes?.FirstOrDefault(told => told.Target == target && told.Id == snapshot.RestartId);
        if (outcome is { Effect: RestartOutcome.Failed or RestartOutcome.Delayed })
        {
            return new Standing(outcome.Effect == RestartOutcome.Failed ? LinkState.Broken : LinkState.Waiting, $"Restart{outcome.Effect}",
                outcome.Problem ?? "", null);
        }

        return snapshot?.RestartTargetsPending?.Contains(target) == true
            ? new Standing(LinkState.Waiting, "RestartPending", "is to be rolled for the newest content", null)
            : new Standing(LinkState.Well, "", "", null);
    }
}
