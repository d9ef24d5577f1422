using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Journal;

/// <summary>What is told of a resource that is good exactly when nothing is wrong with its spec.</summary>
public static class SpecVerdict
{
    /// <summary>Reason of the condition and of the Event when it can't be used.</summary>
    public const string Invalid = "InvalidConfiguration";

    /// <summary>The events of a check; none when the status says all this already.</summary>
    public static IReadOnlyList<Judged> Decide(
        JudgedState state, string kind, ObjectMeta metadata, IReadOnlyList<SpecError> flaws, DateTimeOffset now)
    {
        var error = Text(flaws);
        var well = error.Length == 0;
        var text = well ? Accepted(kind, new ObjectKey(metadata.Namespace, metadata.Name)) : error;
        IReadOnlyList<Saying> sayings =
        [
            Sayings.Of("Healthy", well, well ? "Healthy" : "Unhealthy", text),
            Sayings.Of("Ready", well, well ? "Ready" : Invalid, text),
        ];
        var judged = new Judged(well, metadata.Generation, sayings, now) { Error = error };
        return state.TellsInTheseWords(judged) ? [] : [judged];
    }

    /// <summary>The Event for a change that was stored; null when people need not hear of it.</summary>
    /// <param name="before">The state before.</param>
    /// <param name="after">The state now.</param>
    /// <param name="kind">Kind of the resource.</param>
    /// <param name="key">The resource.</param>
    /// <param name="failed">What an Event about flaws begins with.</param>
    public static Announcement? Announce(JudgedState before, JudgedState after, string kind, ObjectKey key, string failed) =>
        before.Valid == after.Valid && before.Error == after.Error ? null
        : after.Valid == false ? new Announcement(true, Invalid, $"{failed}: {after.Error}")
        : before.Valid == false ? new Announcement(false, "Accepted", Accepted(kind, key))
        : null;

    /// <summary>All flaws as one text; empty for none.</summary>
    public static string Text(IReadOnlyList<SpecError> flaws) => ShortText.Message(string.Join("; ", flaws));

    private static string Accepted(string kind, ObjectKey key) => $"{kind} {key} can be used";
}
