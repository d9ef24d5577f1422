using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// The operator is killed before and after every single call that it makes to Vault and to Kubernetes while something happens, and started
/// anew over the same world. The calls are those of a clean run: none is left out.
/// </summary>
public sealed class CrashMatrixTests
{
    private const string Written = "IStatusJournal.AppendAsync(VaultStaticSecret)#1";

    [Fact]
    public async Task Whatever_call_the_operator_dies_at_its_successor_completes_the_work_exactly_once()
    {
        await using var world = await OuterWorld.StartAsync();
        await using var first = await Incarnation.StartAsync(world.Kubeconfig);
        var cases = (await Task.WhenAll(Scenario.All.Select(scenario => CasesOfAsync(world, first, scenario))))
            .SelectMany(list => list).ToArray();
        var survived = await Task.WhenAll(cases.Select(each => each.DieAsync(first.Fate)));

        first.Kill();
        await using var second = await Incarnation.StartAsync(world.Kubeconfig);
        var verdicts = await Task.WhenAll(cases.Select(each => each.VerdictAsync(second.Fate)));

        var failed = survived.Concat(verdicts).OfType<string>().ToArray();
        Assert.True(failed.Length == 0,
            $"{failed.Length} of {cases.Length} failed:{Environment.NewLine}{string.Join(Environment.NewLine, failed)}");
        Assert.True(cases.Length >= 60, $"only {cases.Length} points: {string.Join(", ", cases.Select(each => each.Name))}");
    }

    /// <summary>A clean run numbers the calls; each gives two cases.</summary>
    private static async Task<IReadOnlyList<CrashCase>> CasesOfAsync(OuterWorld world, Incarnation operatorLife, Scenario scenario)
    {
        var clean = await CrashCase.PrepareAsync(world, scenario, plan: null);
        await clean.RunAsync(operatorLife.Fate);
        await clean.Tenant.SettlesAsync(scenario.Value, secret: scenario.Secret);
        await IsWrittenDownAsync(operatorLife.Fate, clean.Tenant);
        var calls = operatorLife.Fate.Record(clean.Tenant.Namespace).Where(IsOfTheSecret).Distinct().ToArray();
        Assert.Null(await clean.VerdictAsync(operatorLife.Fate));
        Assert.Contains(Written, calls);
        return await Task.WhenAll(calls.SelectMany(call => new[] { new CrashPoint(call, After: false), new CrashPoint(call, After: true) })
            .Select(point => CrashCase.PrepareAsync(world, scenario, point)));
    }

    /// <summary>A Secret that holds what it held before is as it must be before the journal says so.</summary>
    internal static Task IsWrittenDownAsync(Fate fate, Tenant tenant) => Until.TrueAsync(
        "the status to be written", Tenant.Patience, () => Task.FromResult(fate.Record(tenant.Namespace).Contains(Written)),
        tenant.DescribeAsync, default);

    /// <summary>Probes of the connection and the statuses of what is logged in with come at times of their own.</summary>
    internal static bool IsOfTheSecret(string call) => !call.StartsWith("IVaultHealth", StringComparison.Ordinal)
        && !call.Contains("(VaultConnection)", StringComparison.Ordinal) && !call.Contains("(VaultAuth)", StringComparison.Ordinal);
}

/// <summary>One scenario in one namespace with one point to die at.</summary>
internal sealed class CrashCase
{
    private readonly Scenario _scenario;
    private readonly CrashPoint? _plan;
    private long _rollouts;
    private long _events;

    private CrashCase(Tenant tenant, Scenario scenario, CrashPoint? plan) => (Tenant, _scenario, _plan) = (tenant, scenario, plan);

    public Tenant Tenant { get; }

    public string Name => $"{_scenario.Name}, {_plan?.ToString() ?? "no crash"}";

    public static async Task<CrashCase> PrepareAsync(OuterWorld world, Scenario scenario, CrashPoint? plan)
    {
        var tenant = await world.TenantAsync(scenario.Name.Replace(' ', '-'));
        await scenario.Before(tenant);
        return new CrashCase(tenant, scenario, plan)
        {
            _rollouts = await tenant.RolloutsAsync(),
            _events = await tenant.HistoryAsync() is [.., var last] ? last.Number : 0,
        };
    }

    public async Task RunAsync(Fate fate)
    {
        fate.Watch(Tenant.Namespace, _plan);
        await _scenario.Happens(Tenant);
    }

    /// <summary>Runs into the point; null when it was reached, otherwise what happened instead.</summary>
    public async Task<string?> DieAsync(Fate fate)
    {
        try
        {
            await RunAsync(fate);
            await Until.TrueAsync(
                $"{Name} to be reached", Tenant.Patience, () => Task.FromResult(fate.IsDead(Tenant.Namespace)),
                async () => $"calls: {string.Join(", ", fate.Record(Tenant.Namespace))}; {await Tenant.DescribeAsync()}", default);
            return null;
        }
        catch (TimeoutException timeout)
        {
            return timeout.Message;
        }
    }

    /// <summary>
    /// Waits until the successor is done and a whole refresh has passed; null when all is as it must be, otherwise what is not.
    /// </summary>
    public async Task<string?> VerdictAsync(Fate successor)
    {
        try
        {
            await Tenant.SettlesAsync(_scenario.Value, secret: _scenario.Secret);
            await RefreshesPassAsync(successor);
            return await FaultAsync() is { } fault ? $"{Name}: {fault}. {await Tenant.DescribeAsync()}" : null;
        }
        catch (TimeoutException timeout)
        {
            return $"{Name}: {timeout.Message}";
        }
    }

    private async Task RefreshesPassAsync(Fate fate)
    {
        fate.Watch(Tenant.Namespace, plan: null);
        await Until.TrueAsync($"{Name}: two more refreshes", Tenant.Patience, () => Task.FromResult(
            fate.Record(Tenant.Namespace).Count(call => call.StartsWith("IVaultSecrets.ReadAsync", StringComparison.Ordinal)) >= 2),
            default);
    }

    private async Task<string?> FaultAsync()
    {
        if (await Tenant.RolloutsAsync() - _rollouts is var rolled && rolled != _scenario.Rollouts)
        {
            return $"rolled {rolled} times";
        }

        var history = await Tenant.HistoryAsync();
        if (history.Zip(history.Skip(1)).Any(pair => pair.Second.Number != pair.First.Number + 1))
        {
            return "the history has a gap";
        }

        var events = history.Where(line => line.Number > _events).Select(line => line.Type).ToArray();
        return IsAsTold(events) ? await _scenario.Also(Tenant) : $"events: {string.Join(", ", events)}";
    }

    private bool IsAsTold(string[] events)
    {
        var left = events.ToList();
        return _scenario.Events.All(wanted => wanted.Split('|').Any(name => name.Length == 0 || left.Remove(name))) && left.Count == 0;
    }
}
