using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Feeds;

/// <summary>What is said of a resource whose kind has no actor yet: nothing happens with it, and it says so itself.</summary>
public static class Unserved
{
    /// <summary>Reason of the condition and of the Event.</summary>
    public const string Reason = "NotImplemented";

    private const string Ready = "Ready";

    /// <summary>The condition's message.</summary>
    public static string Message(IResource resource) =>
        $"This version of Coffer does not serve {KindOf(resource)} yet: the resource is read and nothing is done with it. What it wrote "
        + "before, if anything, is left as it is.";

    /// <summary>True when the condition was said before, of whichever generation.</summary>
    public static bool WasSaid(IResource resource) => Said(resource) is not null;

    /// <summary>The resource with the condition, other conditions and fields kept; null when all is said.</summary>
    public static IResource? Say(IResource resource, DateTimeOffset now) =>
        Said(resource)?.ObservedGeneration == resource.Metadata.Generation ? null : Write(resource, now);

    private static Condition? Said(IResource resource) =>
        ConditionsOf(resource)?.FirstOrDefault(condition => condition is { Type: Ready, Status: "False", Reason: Reason });

    private static IResource Write(IResource resource, DateTimeOffset now)
    {
        var generation = resource.Metadata.Generation;
        var message = Message(resource);
        var conditions = Conditions.Merge(ConditionsOf(resource), generation, now, [new Saying(Ready, Holds: false, Reason, message)]);
        return resource switch
        {
            VaultDynamicSecret it =>
                it with { Status = (it.Status ?? new()) with { Conditions = conditions, ObservedGeneration = generation } },
            _ => resource,
        };
    }

    private static IReadOnlyList<Condition>? ConditionsOf(IResource resource) => resource switch
    {
        VaultDynamicSecret it => it.Status?.Conditions,
        _ => null,
    };

    private static string KindOf(IResource resource) => resource switch
    {
        VaultDynamicSecret => ResourceKinds.VaultDynamicSecret.Kind,
        _ => resource.GetType().Name,
    };
}
