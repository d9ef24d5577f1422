using Coffer.Cluster.Tests.Auths;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Embedded.Vault;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Epochs;

/// <summary>A world whose clock is put forward, for the operator and for both servers, step by step: hours pass in seconds.</summary>
internal sealed class LongClock : IAsyncDisposable
{
    /// <summary>At an actor that is busy, 100 ms apart.</summary>
    private const int MostLooks = 10;

    private readonly LeapingTime _time;

    private LongClock(LeapingTime time, OuterWorld world, Incarnation life) => (_time, World, Operator) = (time, world, life);

    public OuterWorld World { get; }

    public Incarnation Operator { get; }

    public DateTimeOffset Now => _time.GetUtcNow();

    public static async Task<LongClock> StartAsync()
    {
        var time = new LeapingTime();
        var vault = new EmbeddedVaultOptions { DevSecretMount = false, TimeProvider = time, RecentRequests = 200_000 };
        var world = await OuterWorld.StartAsync(vault, time);
        return new LongClock(time, world, await Incarnation.StartAsync(world.Kubeconfig, time: time));
    }

    /// <summary>Lets the time pass in steps. After each the operator does what is due, on a busy machine too.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        for (var end = Now + time; Now < end;)
        {
            _time.Advance(step);
            await SettlesAsync();
        }
    }

    /// <summary>
    /// Until Vault is asked no more and no actor is in the middle of a turn: the clock would end it. One that waits for the clock
    /// itself has to be left to it.
    /// </summary>
    private async Task SettlesAsync()
    {
        var (before, still) = (-1L, 0);
        await Until.TrueAsync("nothing to be under way", Tenant.Patience, () =>
        {
            var now = World.Vault.Requests.Total;
            (still, before) = (now == before ? still + 1 : 0, now);
            return Task.FromResult(still > (Operator.IsBusy ? MostLooks : 0));
        }, default);
    }

    /// <summary>What Vault was asked since then, by the operator alone.</summary>
    public IReadOnlyList<RecordedRequest> AskedSince(DateTimeOffset begin) =>
        [.. World.Vault.Requests.Recent.Where(request => request.Time >= begin && !IsOfTests(request))];

    public async ValueTask DisposeAsync()
    {
        await Operator.DisposeAsync();
        await World.DisposeAsync();
    }

    /// <summary>Tests put values, nobody else does.</summary>
    private static bool IsOfTests(RecordedRequest request) =>
        request.Key.Operation != "read" && request.Key.Path.StartsWith(OuterWorld.Kv, StringComparison.Ordinal);
}
