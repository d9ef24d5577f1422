using Coffer.Cli.Api;
using Coffer.Cli.CommandLine;
using Coffer.Cli.Resources;
using Coffer.Contracts;
using Coffer.Domain.Secrets;

namespace Coffer.Cli.Sync;

/// <summary>Asks for syncs and waits for the answers.</summary>
/// <param name="api">The API server.</param>
/// <param name="time">The clock.</param>
internal sealed class Syncer(KubeApi api, TimeProvider time)
{
    private const int AtOnce = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Asks for the syncs. Each request is whole as soon as it is made: whoever interrupts leaves none of them half done.
    /// </summary>
    /// <exception cref="CommandException">The API server refuses one; those before it were asked.</exception>
    public async Task<IReadOnlyList<SyncRequest>> AskAsync(IReadOnlyList<CofferObject> resources, CancellationToken cancellation)
    {
        var value = time.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var requests = new List<SyncRequest>();
        foreach (var some in resources.Chunk(AtOnce))
        {
            requests.AddRange(await Task.WhenAll(some.Select(resource => AskAsync(resource, value, cancellation))));
        }

        return requests;
    }

    /// <summary>Waits until all are answered or the time is up.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="limit">How long at most.</param>
    /// <param name="progress">Hears of each look: what is answered, and what is waited for.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<SyncResult>> WaitAsync(
        IReadOnlyList<SyncRequest> requests, TimeSpan limit, Action<IReadOnlyList<SyncResult>, IReadOnlyList<SyncRequest>> progress,
        CancellationToken cancellation)
    {
        var (start, results) = (time.GetTimestamp(), new SyncResult?[requests.Count]);
        while (true)
        {
            var isLate = time.GetElapsedTime(start) > limit;
            foreach (var some in Enumerable.Range(0, requests.Count).Where(index => results[index] is null).Chunk(AtOnce))
            {
                await Task.WhenAll(some.Select(async index =>
                    results[index] = await LookAsync(requests[index], isLate, limit, cancellation)));
            }

            progress([.. results.OfType<SyncResult>()], [.. requests.Where((_, index) => results[index] is null)]);
            if (results.All(static result => result is not null))
            {
                return [.. results.OfType<SyncResult>()];
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    private async Task<SyncRequest> AskAsync(CofferObject resource, string value, CancellationToken cancellation)
    {
        var request = new SyncRequest(resource, value);
        var asked = CommandException.Value(
            await api.AnnotateAsync(request.Kind, resource.Key, SecretSpec.ForceSyncAnnotation, value, cancellation));
        return request with { Resource = asked with { Kind = resource.Kind } };
    }

    private async Task<SyncResult?> LookAsync(
        SyncRequest request, bool isLate, TimeSpan limit, CancellationToken cancellation)
    {
        var look = await api.GetAsync(request.Kind, request.Resource.Key, ApiJson.Default.CofferObject, cancellation);
        var isThere = look.TryGet(out var found, out var failure);
        if (!isThere && failure!.Kind != FailureKind.NotFound)
        {
            return isLate ? new SyncResult(request.Resource.Ref.ToString(), SyncState.TimedOut, failure.Message) : null;
        }

        var now = isThere ? found! with { Kind = request.Resource.Kind } : null;
        return SyncVerdicts.Of(request, now) ?? (isLate ? SyncVerdicts.Late(request, now, limit) : null);
    }
}
