using Coffer.Contracts;
using Coffer.Domain.StaticSecrets;

namespace Coffer.Grains.Seeing;

/// <summary>A secret's actor. Called outside of its turns: it answers from values that don't change.</summary>
internal interface IStanding
{
    /// <summary>How it stands; null when it has no resource.</summary>
    Standing? Stand(DateTimeOffset now);
}

/// <summary>An actor whose resource is valid or not. Called outside of its turns.</summary>
internal interface IJudged
{
    /// <summary>What its status says; null when it has no resource or was not looked at yet.</summary>
    Judgement? Judge();
}

/// <summary>What the status of a resource says.</summary>
/// <param name="Controller">The reference's name of its controller.</param>
/// <param name="Key">The resource.</param>
/// <param name="IsValid">Whether it can be used.</param>
internal sealed record Judgement(string Controller, ObjectKey Key, bool IsValid);

/// <summary>What actors are seen by; one for all of a silo.</summary>
internal sealed record Seen(ActorMetrics Metrics, Locals<IStanding> Secrets, Locals<IJudged> Judged);
