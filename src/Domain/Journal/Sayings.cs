using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Journal;

/// <summary>Compares what is to be said with what stands in a status already.</summary>
internal static class Sayings
{
    /// <summary>A saying whose text fits an Event as well.</summary>
    public static Saying Of(string type, bool holds, string reason, string message) =>
        new(type, holds, reason, ShortText.Message(message));

    /// <summary>True when all is held with the same status, reason and generation, whatever the texts say.</summary>
    public static bool Held(
        IReadOnlyList<Condition> held, IReadOnlyList<Saying> sayings, IReadOnlyList<string> withdrawn, long generation) =>
        withdrawn.All(type => Conditions.Find(held, type) is null)
        && sayings.All(s => Conditions.Find(held, s.Type) is { } c
            && (c.Status == "True") == s.Holds && c.Reason == s.Reason && c.ObservedGeneration == generation);

    /// <summary>True when all is held with the same texts.</summary>
    public static bool HeldWithText(IReadOnlyList<Condition> held, IReadOnlyList<Saying> sayings) =>
        sayings.All(s => Conditions.Find(held, s.Type)?.Message == s.Message);
}
