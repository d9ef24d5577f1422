using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.StaticSecrets;
using Coffer.Cluster.Tests.StaticSecrets.World;
using Coffer.Playground.Clients;

namespace Coffer.Cluster.Tests.Epochs;

/// <summary>
/// From each single call on that the operator makes while something happens, what it sees of the cluster is wrong: events of a kind never
/// come, or its watches tell the past once more. The calls are those of a clean run. In the end the Secret has Vault's value, each change
/// rolled once, and no working Secret was deleted.
/// </summary>
public sealed class StaleViewMatrixTests
{
    private const string Resources = "vaultstaticsecrets.secrets.hashicorp.com";
    private const string Secrets = "secrets";
    private const string Auths = "vaultauths.secrets.hashicorp.com";
    private const string Connections = "vaultconnections.secrets.hashicorp.com";

    [Theory]
    [InlineData("gap", Resources)]
    [InlineData("gap", Secrets)]
    [InlineData("gap", Auths)]
    [InlineData("gap", Connections)]
    [InlineData("gap", null)]
    [InlineData("past", Resources)]
    [InlineData("past", Secrets)]
    [InlineData("past", Auths)]
    [InlineData("past", Connections)]
    [InlineData("past", null)]
    public async Task Wherever_the_view_of_the_cluster_goes_wrong_all_ends_well(string fault, string? kind)
    {
        await using var world = await OuterWorld.StartAsync();
        await using var life = await Incarnation.StartAsync(world.Kubeconfig);
        var gaps = new Gaps(world, kind);
        var lists = await Task.WhenAll(Scenario.All.Select(scenario => CasesOfAsync(world, life, scenario)));
        var cases = lists.SelectMany(list => list).ToArray();

        var failed = (await Task.WhenAll(cases.Select(each => each.RunAsync(life.Fate, gaps, fault == "past")))).OfType<string>().ToArray();

        var told = string.Join(Environment.NewLine, failed);
        Assert.True(failed.Length == 0, $"{failed.Length} of {cases.Length} failed:{Environment.NewLine}{told}");
        Assert.True(cases.Length >= 30, $"only {cases.Length} points: {string.Join(", ", cases.Select(each => each.Name))}");
    }

    private static async Task<IEnumerable<StaleCase>> CasesOfAsync(OuterWorld world, Incarnation life, Scenario scenario)
    {
        var clean = await StaleCase.PrepareAsync(world, scenario, point: null);
        Assert.Null(await clean.RunAsync(life.Fate, gaps: null, past: false));
        return await Task.WhenAll(clean.Calls.Select(call => StaleCase.PrepareAsync(world, scenario, new CrashPoint(call, After: false))));
    }
}

/// <summary>Namespaces whose events of a kind are kept back for good.</summary>
internal sealed class Gaps
{
    private readonly HashSet<string> _blind = [];
    private readonly Lock _gate = new();
    private readonly OuterWorld _world;
    private readonly string? _kind;

    public Gaps(OuterWorld world, string? kind)
    {
        (_world, _kind) = (world, kind);
        world.Kubernetes.Watches.Drop((resource, ns, _) => (kind is null || resource == kind) && Contains(ns));
    }

    /// <summary>Whether logins are seen wrongly: then they change too.</summary>
    public bool IsOfLogins => _kind is null || _kind.StartsWith("vaultauths", StringComparison.Ordinal)
        || _kind.StartsWith("vaultconnections", StringComparison.Ordinal);

    public void Begin(string ns)
    {
        lock (_gate)
        {
            _blind.Add(ns);
        }
    }

    public void End(string ns)
    {
        lock (_gate)
        {
            _blind.Remove(ns);
        }
    }

    /// <summary>The watches are told all that is remembered once more, from the beginning.</summary>
    public void Repeat() => _world.Kubernetes.Watches.Repeat(_kind);

    private bool Contains(string ns)
    {
        lock (_gate)
        {
            return _blind.Contains(ns);
        }
    }
}

/// <summary>One scenario in one namespace with one point at which the view goes wrong.</summary>
internal sealed class StaleCase
{
    private readonly Tenant _tenant;
    private readonly Scenario _scenario;
    private readonly CrashPoint? _point;
    private long _rollouts;
    private string? _uid;

    private StaleCase(Tenant tenant, Scenario scenario, CrashPoint? point) => (_tenant, _scenario, _point) = (tenant, scenario, point);

    public string Name => $"{_scenario.Name}, {_point?.ToString() ?? "a clear view"}";

    private ObjectId Auth => ObjectId.Custom("VaultAuth", _tenant.Namespace, "auth");

    private ObjectId Connection => ObjectId.Custom("VaultConnection", _tenant.Namespace, "vault");

    /// <summary>The calls about the secret in a run with a clear view.</summary>
    public IReadOnlyList<string> Calls { get; private set; } = [];

    public static async Task<StaleCase> PrepareAsync(OuterWorld world, Scenario scenario, CrashPoint? point)
    {
        var tenant = await world.TenantAsync(scenario.Name.Replace(' ', '-'));
        await scenario.Before(tenant);
        return new StaleCase(tenant, scenario, point)
        {
            _rollouts = await tenant.RolloutsAsync(),
            _uid = (string?)(await tenant.SecretAsync())?["metadata"]?["uid"],
        };
    }

    /// <summary>Null when all is as it must be in the end, otherwise what is not.</summary>
    public async Task<string?> RunAsync(Fate fate, Gaps? gaps, bool past)
    {
        try
        {
            var reached = false;
            fate.Watch(_tenant.Namespace, _point, () =>
            {
                reached = true;
                if (past)
                {
                    gaps!.Repeat();
                }
                else
                {
                    gaps!.Begin(_tenant.Namespace);
                }
            });
            await _scenario.Happens(_tenant);
            await (gaps is { IsOfLogins: true } ? ChangeLoginAsync() : Task.CompletedTask);
            if (gaps is not null)
            {
                await UntilAsync("the point to be reached", () => Task.FromResult(reached || IsDone(fate)));
                await UntilAsync("one more read", () => Task.FromResult(Reads(fate) >= 1));
                gaps.End(_tenant.Namespace);
                await TouchAsync();
            }

            await _tenant.SettlesAsync(_scenario.Value, secret: _scenario.Secret);
            Calls = [.. fate.Record(_tenant.Namespace).Where(CrashMatrixTests.IsOfTheSecret).Distinct()];
            fate.Watch(_tenant.Namespace, plan: null);
            await UntilAsync("two more refreshes", () => Task.FromResult(Reads(fate) >= 2));
            return await FaultAsync() is { } fault ? $"{Name}: {fault}. {await _tenant.DescribeAsync()}" : null;
        }
        catch (TimeoutException timeout)
        {
            return $"{Name}: {timeout.Message}";
        }
    }

    /// <summary>With a wrong view some calls of the clean run are not made at all.</summary>
    private bool IsDone(Fate fate) => Reads(fate) >= 3;

    private int Reads(Fate fate) =>
        fate.Record(_tenant.Namespace).Count(call => call.StartsWith("IVaultSecrets.ReadAsync", StringComparison.Ordinal));

    /// <summary>The login's token shall live longer, and the connection send a header: Vault's answers stay the same.</summary>
    private async Task ChangeLoginAsync()
    {
        var account = new JsonObject { ["kubernetes"] = new JsonObject { ["tokenExpirationSeconds"] = 700 } };
        await _tenant.World.Kube.MergeAsync(Auth, new JsonObject { ["spec"] = account }, default);
        var headers = new JsonObject { ["headers"] = new JsonObject { ["X-Case"] = "changed" } };
        await _tenant.World.Kube.MergeAsync(Connection, new JsonObject { ["spec"] = headers }, default);
    }

    /// <summary>What was lost shows with the next change: an annotation of somebody's.</summary>
    private async Task TouchAsync()
    {
        var ns = _tenant.Namespace;
        ObjectId[] all = [_tenant.Resource, ObjectId.Secret(ns, "app"), ObjectId.Secret(ns, _scenario.Secret), Auth, Connection];
        foreach (var id in all)
        {
            try
            {
                await _tenant.World.Kube.MergeAsync(id, Touch(), default);
            }
            catch (InvalidOperationException gone) when (gone.Message.Contains(": 404 ", StringComparison.Ordinal))
            {
                // It is not there, or not any more.
            }
        }
    }

    private static JsonObject Touch() => new()
    {
        ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["example.com/touched"] = "yes" } },
    };

    private Task UntilAsync(string what, Func<Task<bool>> holds) => Until.SeenAsync($"{Name}: {what}", Tenant.Patience, async () =>
        (await holds(), await _tenant.DescribeAsync()), default);

    private async Task<string?> FaultAsync()
    {
        if (await _tenant.RolloutsAsync() - _rollouts is var rolled && rolled != _scenario.Rollouts)
        {
            return $"rolled {rolled} times";
        }

        var uid = (string?)(await _tenant.SecretAsync(_scenario.Secret))?["metadata"]?["uid"];
        var replaced = _uid is not null && uid != _uid && _scenario.Name is ("rotation" or "kv-v1 rotation" or "drift repair");
        return replaced ? "the Secret was replaced" : await _scenario.Also(_tenant);
    }
}
