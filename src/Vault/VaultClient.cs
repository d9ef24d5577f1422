using System.Diagnostics.CodeAnalysis;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Links;
using Coffer.Vault.Wire;
using Microsoft.Extensions.Logging;

namespace Coffer.Vault;

/// <summary>Makes calls and sees that each is counted. Never tries again: that is the caller's decision.</summary>
internal sealed class VaultClient(VaultLinks links, VaultMetrics metrics, TimeProvider time, ILogger<VaultClient> logger)
{
    /// <summary>A call through circuit and budget; <paramref name="read"/> turns an answer without failure into the result.</summary>
    public Task<Outcome<T>> CallAsync<T>(
        VaultEndpoint endpoint, VaultCall call, Func<VaultAnswer, Outcome<T>> read, CancellationToken cancellation)
        where T : notnull =>
        MeasureAsync(
            endpoint,
            call,
            async link =>
            {
                var sent = await link.SendAsync(call with { Consumer = endpoint.Consumer }, cancellation);
                if (!sent.TryGet(out var answer, out var failure))
                {
                    return failure;
                }

                // What the result keeps of a big answer, it has taken over by then.
                using (answer)
                {
                    return read(answer);
                }
            },
            cancellation);

    /// <summary>Anything done with a link, counted under the name of the call.</summary>
    [SuppressMessage("Design", "CA1031",
        Justification = "The adapter's edge: a bug in reading an answer is a failure of this call, not of its caller.")]
    public async Task<Outcome<T>> MeasureAsync<T>(
        VaultEndpoint endpoint, VaultCall call, Func<VaultLink, Task<Outcome<T>>> use, CancellationToken cancellation)
        where T : notnull
    {
        using var span = Traces.Request("Vault", call.Operation);
        var start = time.GetTimestamp();
        Outcome<T> outcome;
        try
        {
            outcome = links.Get(endpoint, call).TryGet(out var link, out var failure) ? await use(link) : failure;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            outcome = VaultErrors.Create(
                endpoint, call, FailureKind.Malformed, $"the answer could not be read ({exception.GetType().Name})");
        }

        span?.SetTag("coffer.connection", endpoint.Connection.ToString()).End(outcome.Failure);
        metrics.Called(endpoint.Connection, call.Operation, outcome.Failure, time.GetElapsedTime(start));
        if (outcome.Failure is { } failed)
        {
            VaultLog.CallFailed(logger, call.Operation, endpoint.Connection, failed.Kind, failed.Message);
        }

        return outcome;
    }
}
