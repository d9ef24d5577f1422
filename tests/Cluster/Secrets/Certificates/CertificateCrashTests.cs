using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets.Certificates;

/// <summary>
/// The operator is killed before and after every call while a certificate is issued, replaced or revoked. In the end the Secret holds one
/// that is good and that the journal knows, at most one is left that nobody has, and the workload was rolled once.
/// </summary>
public sealed class CertificateCrashTests
{
    [Fact]
    public async Task Whatever_call_the_operator_dies_at_one_good_certificate_is_held_and_at_most_one_is_lost()
    {
        await using var world = await OuterWorld.StartAsync();
        await CertificateTenant.AllowAsync(world);
        await using var first = await Incarnation.StartAsync(world.Kubeconfig);
        var cases = (await Task.WhenAll(CertificateScenario.All.Select(scenario => CasesOfAsync(world, first, scenario))))
            .SelectMany(list => list).ToArray();
        var survived = await Task.WhenAll(cases.Select(each => each.DieAsync(first.Fate)));

        first.Kill();
        await using var second = await Incarnation.StartAsync(world.Kubeconfig);
        var verdicts = await Task.WhenAll(cases.Select(each => each.VerdictAsync(mostLost: 1)));

        var failed = survived.Concat(verdicts).OfType<string>().ToArray();
        Assert.True(failed.Length == 0,
            $"{failed.Length} of {cases.Length} failed:{Environment.NewLine}{string.Join(Environment.NewLine, failed)}");
        Assert.True(cases.Length >= 40, $"only {cases.Length} points: {string.Join(", ", cases.Select(each => each.Name))}");
    }

    [Fact]
    public async Task Whatever_call_the_operator_dies_at_a_deletion_revokes_and_ends()
    {
        await using var world = await OuterWorld.StartAsync();
        await CertificateTenant.AllowAsync(world);
        await using var first = await Incarnation.StartAsync(world.Kubeconfig);
        var clean = await DeletedAsync(world, first, null);
        await IsGoneAsync(clean);
        var calls = first.Fate.Record(clean.Tenant.Namespace).Where(CrashMatrixTests.IsOfTheSecret).Distinct().ToArray();
        Assert.Contains("IVaultSecrets.WriteAsync#1", calls);
        var cases = await Task.WhenAll(calls.SelectMany(call => new[] { new CrashPoint(call, After: false), new CrashPoint(call, true) })
            .Select(point => DeletedAsync(world, first, point)));
        await Task.WhenAll(cases.Select(each => Until.TrueAsync(
            $"{each.Tenant.Namespace} to die", Tenant.Patience, () => Task.FromResult(first.Fate.IsDead(each.Tenant.Namespace)), default)));

        first.Kill();
        await using var second = await Incarnation.StartAsync(world.Kubeconfig);
        await Task.WhenAll(cases.Select(IsGoneAsync));
    }

    private static async Task<CertificateTenant> DeletedAsync(OuterWorld world, Incarnation life, CrashPoint? plan)
    {
        var tenant = await CertificateTenant.MakeAsync(world, "goes");
        await tenant.DeclareAsync();
        await tenant.SettlesAsync();
        life.Fate.Watch(tenant.Tenant.Namespace, plan);
        await world.Kube.DeleteAsync(tenant.Resource, default);
        return tenant;
    }

    private static async Task IsGoneAsync(CertificateTenant tenant)
    {
        await Until.TrueAsync($"{tenant.Tenant.Namespace}: the object to be gone", Tenant.Patience,
            async () => await tenant.FindAsync() is null, tenant.DescribeAsync, default);
        Assert.Empty(await tenant.AliveAsync());
    }

    /// <summary>A clean run numbers the calls; each gives two cases.</summary>
    private static async Task<IReadOnlyList<CertificateCase>> CasesOfAsync(
        OuterWorld world, Incarnation life, CertificateScenario scenario)
    {
        var clean = await CertificateCase.PrepareAsync(world, scenario, plan: null);
        await clean.RunAsync(life.Fate);
        Assert.Null(await clean.VerdictAsync(mostLost: 0));
        var calls = life.Fate.Record(clean.Tenant.Tenant.Namespace).Where(CrashMatrixTests.IsOfTheSecret).Distinct().ToArray();
        Assert.Contains("IVaultSecrets.WriteAsync#1", calls);
        return await Task.WhenAll(calls.SelectMany(call => new[] { new CrashPoint(call, After: false), new CrashPoint(call, After: true) })
            .Select(point => CertificateCase.PrepareAsync(world, scenario, point)));
    }
}
