using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;
using Coffer.Grains.Auths;
using Coffer.Grains.Transformations;

namespace Coffer.Grains.Secrets;

/// <summary>
/// What a silo keeps for its secrets of what they refer to: sessions, SecretTransformations, and who hears of their changes.
/// </summary>
internal sealed class SecretDependencies(SecretPlanner planner, ISessions sessions, TransformationResolver transformations)
{
    /// <summary>
    /// With each turn, at least once a day: a silo forgets who has not asked for longer, and a secret may be read
    /// once a month or never again.
    /// </summary>
    public void Watch(ISecretResource resource)
    {
        if (planner.AuthOf(resource) is { } auth)
        {
            sessions.Watch(auth.ToString(), resource.Ref);
        }

        transformations.Watch(resource);
    }

    /// <summary>After one of them changed: the session and the transformations that this silo holds may be of another time.</summary>
    public void Forget(ISecretResource? resource)
    {
        if (resource is null)
        {
            return;
        }

        transformations.Forget(resource);
        if (planner.AuthOf(resource) is { } auth)
        {
            sessions.Forget(auth.ToString());
        }
    }

    /// <summary>What is gone, has moved to another silo or refers to something else keeps nothing of it in memory here.</summary>
    /// <param name="resource">As it was.</param>
    /// <param name="now">As it is; null for gone.</param>
    public void Leave(ISecretResource? resource, ISecretResource? now = null)
    {
        if (resource is null)
        {
            return;
        }

        var auth = planner.AuthOf(resource);
        if (auth is not null && (now is null || planner.AuthOf(now) != auth))
        {
            sessions.Unwatch(auth.ToString(), resource.Ref);
        }

        transformations.Leave(resource, now);
    }

    /// <summary>Who asks for a sync has changed something, maybe the very policy whose denial this silo remembers.</summary>
    public void Replaced(ISecretResource? before, ISecretResource now)
    {
        if (before is not null && SecretSpec.ForceSync(before) != SecretSpec.ForceSync(now))
        {
            Forget(now);
        }

        Leave(before, now);
    }
}
