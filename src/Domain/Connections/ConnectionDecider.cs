using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Connections;

/// <summary>What is to be told of a VaultConnection, and when it is looked at again.</summary>
public static class ConnectionDecider
{
    /// <summary>A text that changes under the same reason is written again only after this time.</summary>
    private static readonly TimeSpan TextEvery = TimeSpan.FromMinutes(5);

    /// <summary>One unanswered probe of a Vault that was well is tried again before it is told.</summary>
    private const int MissesToTell = 2;

    /// <summary>However many calls to a Vault that seems well fail, it is looked at no oftener.</summary>
    private static readonly TimeSpan FailuresEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan WhileWell = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WhileInvalid = TimeSpan.FromMinutes(10);

    /// <summary>The events of a verdict; none when the status says all this already.</summary>
    /// <param name="state">State.</param>
    /// <param name="resource">The VaultConnection.</param>
    /// <param name="verdict">What was found out.</param>
    /// <param name="misses">Probes without an answer in a row, this one among them.</param>
    /// <param name="now">Now.</param>
    public static IReadOnlyList<Judged> Decide(
        JudgedState state, VaultConnection resource, ConnectionVerdict verdict, int misses, DateTimeOffset now)
    {
        var generation = resource.Metadata.Generation;
        if (verdict is ConnectionVerdict.Silent && misses < MissesToTell && IsHealthy(state) && state.Generation == generation)
        {
            return [];
        }

        var sayings = Say(new ObjectKey(resource.Metadata.Namespace, resource.Metadata.Name), resource.Spec.Address, verdict);
        IReadOnlyList<string> withdrawn = verdict is ConnectionVerdict.Invalid or ConnectionVerdict.NoRoots ? ["VaultPing"] : [];
        var valid = verdict is ConnectionVerdict.Answered;
        var judged = new Judged(valid, generation, sayings, now) { Withdrawn = withdrawn };
        return state.TellsInTheseWords(judged) || (state.Tells(judged) && now - state.ToldAt < TextEvery) ? [] : [judged];
    }

    /// <summary>When to look again.</summary>
    /// <param name="verdict">What was found out now.</param>
    /// <param name="misses">Looks without a healthy Vault in a row.</param>
    /// <param name="seed">Spreads many connections.</param>
    /// <param name="now">Now.</param>
    public static DateTimeOffset NextLook(ConnectionVerdict verdict, int misses, uint seed, DateTimeOffset now)
    {
        var spread = 0.85 + 0.3 * (seed % 1000) / 1000;
        return now + (verdict.IsHealthy ? WhileWell : !verdict.MayPass ? WhileInvalid : Unwell(misses)) * spread;
    }

    /// <summary>
    /// When to look because a call failed; null when that tells nothing new. A Vault that is known to be unwell is looked at by the waits
    /// between misses alone: every secret fails again and again in an outage, and many of them would have it probed without a pause.
    /// </summary>
    /// <param name="misses">Looks without a healthy Vault in a row.</param>
    /// <param name="now">Now.</param>
    /// <param name="lookedAt">When it was last looked at.</param>
    public static DateTimeOffset? LookAfterFailure(int misses, DateTimeOffset now, DateTimeOffset lookedAt) =>
        misses > 0 ? null : now > lookedAt + FailuresEvery ? now : lookedAt + FailuresEvery;

    /// <summary>The Event for a change that was stored; null when people need not hear of it.</summary>
    public static Announcement? Announce(JudgedState before, JudgedState after, ObjectKey key, string address, ConnectionVerdict verdict)
    {
        var news = after.Conditions.Any(c => Conditions.Find(before.Conditions, c.Type) is not { } old || old.Status != c.Status
            || old.Reason != c.Reason)
            || before.Generation != after.Generation;
        var reason = verdict switch
        {
            ConnectionVerdict.Invalid => "InvalidConfiguration",
            ConnectionVerdict.Answered { Health: { Initialized: true, Sealed: false } } => "Accepted",
            _ => "VaultClientError",
        };
        return news && after != before ? new Announcement(!verdict.IsHealthy, reason, ConnectionText.Of(key, address, verdict)) : null;
    }

    private static bool IsHealthy(JudgedState state) => Conditions.Find(state.Conditions, "Healthy") is { Status: "True" };

    /// <summary>1 s after the first miss (to tell a hiccup from an outage), then 2 s growing to 10 s.</summary>
    private static TimeSpan Unwell(int misses) => TimeSpan.FromSeconds(misses switch { <= 1 => 1, 2 => 2, 3 => 3, 4 => 5, _ => 8.5 });

    private static IReadOnlyList<Saying> Say(ObjectKey key, string address, ConnectionVerdict verdict)
    {
        var text = ConnectionText.Of(key, address, verdict);
        var sound = verdict is not ConnectionVerdict.Invalid;
        var client = sound && verdict is not ConnectionVerdict.NoRoots;
        var answered = verdict is ConnectionVerdict.Answered;
        var healthy = verdict.IsHealthy;
        return
        [
            Sayings.Of("ResourceValidation", sound, sound ? "Accepted" : "InvalidConfiguration", sound ? "The spec is sound" : text),
            Sayings.Of("VaultClient", client, client ? "Accepted" : "VaultClientConfigError", client ? "A client can be set up" : text),
            .. client ? [Sayings.Of("VaultPing", answered, answered ? "Accepted" : "InvalidConfiguration", text)] : Array.Empty<Saying>(),
            Sayings.Of("Healthy", healthy, healthy ? "Healthy" : "Unhealthy", text),
            Sayings.Of("Ready", healthy, "Ready", text),
        ];
    }
}
