using Coffer.Contracts;

namespace Coffer.Cloud.Tests.Support;

internal static class Outcomes
{
    public static T Value<T>(this Outcome<T> outcome)
        where T : notnull
    {
        Assert.True(outcome.TryGet(out var value, out var failure), failure?.ToString());
        return value;
    }

    public static Failure Failed<T>(this Outcome<T> outcome, FailureKind kind)
        where T : notnull
    {
        Assert.NotNull(outcome.Failure);
        Assert.True(outcome.Failure.Kind == kind, $"expected {kind}, got {outcome.Failure}");
        return outcome.Failure;
    }
}
