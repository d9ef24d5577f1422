using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Vault;

namespace Coffer.Vault.Tests.Support;

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

    public static string Text(this VaultData data) => Encoding.UTF8.GetString(data.Json.Span);

    /// <summary>Awaits a condition; fails after a time that is long on a busy machine too.</summary>
    public static async Task EventuallyAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, deadline.Token);
        }
    }
}
