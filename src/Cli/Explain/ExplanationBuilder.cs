using Coffer.Cli.Resources;
using Coffer.Cli.Status;
using Coffer.Contracts;

namespace Coffer.Cli.Explain;

/// <summary>Makes an explanation of what was read; pure.</summary>
internal static class ExplanationBuilder
{
    /// <summary>The operator's field manager.</summary>
    private const string Operator = "coffer";

    /// <summary>Of a Secret that no resource of Coffer's claims.</summary>
    public static Explanation Foreign(SecretObject secret) => new()
    {
        Secret = secret.Key.ToString(),
        State = LinkState.Unknown,
        Message = "no resource of Coffer's keeps it in step",
        Writers = Writers(secret),
    };

    /// <summary>Of a Secret whose resource can't be read.</summary>
    public static Explanation Orphaned(SecretObject secret, ResourceRef source, Failure failure) => new()
    {
        Secret = secret.Key.ToString(),
        State = failure.Kind == FailureKind.NotFound ? LinkState.Doubtful : LinkState.Unknown,
        Message = failure.Kind == FailureKind.NotFound
            ? $"it was written for {source}, which is not there any more: nobody keeps it in step"
            : failure.Message,
        Source = source.ToString(),
        Writers = Writers(secret),
    };

    /// <summary>Of a Secret with its chain.</summary>
    public static Explanation Of(SecretObject secret, ChainFacts facts, DateTimeOffset now)
    {
        var (chain, writers) = (ChainBuilder.Build(facts, now), Writers(secret));
        var (link, others) = (chain.Links.First(link => link.Kind == "Secret"), writers.Where(writer => !IsOperator(writer)).ToList());
        var isContested = link.State == LinkState.Well && others.Count > 0;
        return new Explanation
        {
            Secret = secret.Key.ToString(),
            State = isContested ? LinkState.Doubtful : link.State,
            Message = isContested
                ? $"others wrote into it too: {string.Join(", ", others.Select(writer => writer.Manager).Distinct())}"
                : link.State == LinkState.Well ? "it is as the operator wrote it" : link.Message,
            Source = facts.Resource.Ref.ToString(),
            Path = $"{facts.Resource.Spec.Mount}/{facts.Resource.Spec.Path ?? facts.Resource.Spec.Role}",
            Data = chain.Data,
            Login = [.. chain.Links.TakeWhile(link => !KindNames.IsSecret(link.Kind))],
            Writers = writers,
        };
    }

    private static IReadOnlyList<Writer> Writers(SecretObject secret) =>
    [
        .. secret.Metadata.ManagedFields.Where(entry => entry.DataKeys.Count > 0)
            .Select(entry => new Writer(entry.Manager, entry.Operation, entry.Time, entry.DataKeys))
            .OrderBy(writer => !IsOperator(writer)).ThenByDescending(writer => writer.At),
    ];

    /// <summary>An Update under the operator's name is somebody else's.</summary>
    private static bool IsOperator(Writer writer) => writer is { Manager: Operator, Operation: "Apply" };
}
