using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets.Certificates;

/// <summary>One scenario in one namespace with one point to die at.</summary>
internal sealed class CertificateCase
{
    private readonly CertificateScenario _scenario;
    private readonly CrashPoint? _plan;
    private readonly string? _before;
    private readonly long _rollouts;

    private CertificateCase(CertificateTenant tenant, CertificateScenario scenario, CrashPoint? plan, string? before, long rollouts) =>
        (Tenant, _scenario, _plan, _before, _rollouts) = (tenant, scenario, plan, before, rollouts);

    public CertificateTenant Tenant { get; }

    public string Name => $"{_scenario.Name}, {_plan?.ToString() ?? "no crash"}";

    public static async Task<CertificateCase> PrepareAsync(OuterWorld world, CertificateScenario scenario, CrashPoint? plan)
    {
        var tenant = await CertificateTenant.MakeAsync(world, scenario.Name.Replace(' ', '-'));
        var before = await scenario.Before(tenant);
        return new CertificateCase(tenant, scenario, plan, before, await tenant.Tenant.RolloutsAsync());
    }

    public async Task RunAsync(Fate fate)
    {
        fate.Watch(Tenant.Tenant.Namespace, _plan);
        await _scenario.Happens(Tenant);
    }

    /// <summary>Runs into the point; null when it was reached, otherwise what happened instead.</summary>
    public async Task<string?> DieAsync(Fate fate)
    {
        try
        {
            await RunAsync(fate);
            await Until.TrueAsync(
                $"{Name} to be reached", Secrets.World.Tenant.Patience, async () =>
                {
                    await Tenant.RolledOutAsync();
                    return fate.IsDead(Tenant.Tenant.Namespace);
                },
                async () => $"calls: {string.Join(", ", fate.Record(Tenant.Tenant.Namespace))}; {await Tenant.DescribeAsync()}", default);
            return null;
        }
        catch (TimeoutException timeout)
        {
            return timeout.Message;
        }
    }

    /// <summary>Null when all is as it must be, otherwise what is not.</summary>
    public async Task<string?> VerdictAsync(int mostLost)
    {
        try
        {
            var held = await Tenant.SettlesAsync(_before);
            var alive = await Tenant.AliveAsync();
            var rolled = await Tenant.Tenant.RolloutsAsync() - _rollouts;
            return !alive.Contains(held) ? $"{Name}: what is held is revoked. {await Tenant.DescribeAsync()}"
                : alive.Count > 1 + mostLost ? $"{Name}: {alive.Count - 1} are lost. {await Tenant.DescribeAsync()}"
                : rolled != _scenario.Rollouts ? $"{Name}: rolled {rolled} times. {await Tenant.DescribeAsync()}"
                : null;
        }
        catch (TimeoutException timeout)
        {
            return $"{Name}: {timeout.Message}";
        }
    }
}
