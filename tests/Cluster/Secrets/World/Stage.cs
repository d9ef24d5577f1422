using System.Collections.Concurrent;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets.World;

/// <summary>
/// One world and one operator for the many cases of a test class. Every case has a namespace of its own, and all begin together when the
/// first is asked for: most of them wait most of the time.
/// </summary>
public sealed class Stage : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Task> _cases = new();
    private readonly Lock _lock = new();

    internal OuterWorld World { get; private set; } = null!;

    internal Incarnation Operator { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        World = await OuterWorld.StartAsync();
        Operator = await Incarnation.StartAsync(World.Kubeconfig);
    }

    public async Task DisposeAsync()
    {
        World.Kubernetes.Faults.Clear();
        await Operator.DisposeAsync();
        await World.DisposeAsync();
    }

    /// <summary>The outcome of one of the cases.</summary>
    internal Task RunAsync<TCase>(IReadOnlyDictionary<string, TCase> cases, string name, Func<Stage, TCase, Task> run)
    {
        lock (_lock)
        {
            if (_cases.IsEmpty)
            {
                foreach (var (key, value) in cases)
                {
                    _cases[key] = Task.Run(() => run(this, value));
                }
            }
        }

        return _cases[name];
    }

    /// <summary>A tenant whose Secret holds <c>one</c>.</summary>
    internal async Task<Tenant> SyncedAsync(string name, Action<System.Text.Json.Nodes.JsonObject>? change = null)
    {
        var tenant = await World.TenantAsync(name);
        await tenant.PutAsync("one");
        await tenant.DeclareAsync(change);
        await tenant.SettlesAsync("one");
        return tenant;
    }
}

/// <summary>Checks that many tests share.</summary>
internal static class Verify
{
    public static Task EventuallyAsync(Tenant tenant, string what, Func<Task<bool>> holds, TimeSpan? limit = null) =>
        Until.TrueAsync($"{tenant.Namespace}: {what}", limit ?? Tenant.Patience, holds, tenant.DescribeAsync, default);

    /// <summary>Waits until the operator has read the tenant's secret so often again.</summary>
    public static Task RefreshesPassAsync(Incarnation life, Tenant tenant, int count = 2)
    {
        life.Fate.Watch(tenant.Namespace, plan: null);
        return EventuallyAsync(tenant, $"{count} more reads", () => Task.FromResult(
            life.Fate.Record(tenant.Namespace)
                .Count(call => call.StartsWith("IVaultSecrets.ReadAsync", StringComparison.Ordinal)) >= count));
    }

    /// <summary>No line is missing, and each rotation was told, asked for and completed once.</summary>
    public static async Task RotationsAsync(Tenant tenant, int rotations)
    {
        var history = await tenant.HistoryAsync();
        var told = string.Join(Environment.NewLine, history);
        Assert.All(history.Zip(history.Skip(1)), pair => Assert.Equal(pair.First.Number + 1, pair.Second.Number));
        // Of two operators the one may write the first Secret and the other tell of it.
        Assert.True(
            history[0].Type is "SecretWritten" or "Adopted", $"{tenant.Namespace}: begins with neither:{Environment.NewLine}{told}");
        foreach (var type in new[] { "SecretWritten", "RestartRequested", "RestartCompleted" })
        {
            Assert.True(history.Skip(1).Count(line => line.Type == type) == rotations,
                $"{tenant.Namespace}: not {rotations} times {type}:{Environment.NewLine}{told}");
        }

        Assert.Equal(rotations, await tenant.RolloutsAsync());
    }
}
