using System.Collections.Immutable;
using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Journal;

/// <summary>Merges what is to be said into the conditions of a status.</summary>
public static class Conditions
{
    /// <summary>
    /// One condition per type; those of other types stay. The transition time moves only when the status does, as <c>metav1.Condition</c>
    /// asks for (<see href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md"/>),
    /// and has whole seconds, as <c>metav1.Time</c>.
    /// </summary>
    public static IReadOnlyList<Condition> Merge(
        IReadOnlyList<Condition>? existing, long generation, DateTimeOffset now, IEnumerable<Saying> sayings,
        params ReadOnlySpan<string> withdrawn)
    {
        var merged = (existing ?? []).DistinctBy(condition => condition.Type).ToImmutableArray().ToBuilder();
        foreach (var type in withdrawn)
        {
            for (var index = merged.Count - 1; index >= 0; index--)
            {
                if (merged[index].Type == type)
                {
                    merged.RemoveAt(index);
                }
            }
        }

        foreach (var saying in sayings)
        {
            Put(merged, Make(saying, generation, now, Find(merged, saying.Type)));
        }

        return merged.ToImmutable();
    }

    /// <summary>The condition of a type; null when there is none.</summary>
    public static Condition? Find(IEnumerable<Condition>? conditions, string type) =>
        conditions?.FirstOrDefault(condition => condition.Type == type);

    private static Condition Make(Saying saying, long generation, DateTimeOffset now, Condition? before)
    {
        var status = saying.Holds ? "True" : "False";
        return new Condition
        {
            Type = saying.Type,
            Status = status,
            Reason = saying.Reason,
            Message = ShortText.Message(saying.Message),
            ObservedGeneration = generation,
            LastTransitionTime = before is not null && before.Status == status ? before.LastTransitionTime : Seconds(now),
        };
    }

    private static void Put(ImmutableArray<Condition>.Builder conditions, Condition condition)
    {
        for (var index = 0; index < conditions.Count; index++)
        {
            if (conditions[index].Type == condition.Type)
            {
                conditions[index] = condition;
                return;
            }
        }

        conditions.Add(condition);
    }

    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
