using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets.Certificates;

/// <summary>Something that happens to one VaultPKISecret.</summary>
/// <param name="Name">For people.</param>
/// <param name="Before">Brings the tenant to where it begins; gives the certificate that it has then.</param>
/// <param name="Happens">What happens.</param>
/// <param name="Rollouts">How often the workload is rolled for it.</param>
internal sealed record CertificateScenario(
    string Name, Func<CertificateTenant, Task<string?>> Before, Func<CertificateTenant, Task> Happens, int Rollouts)
{
    public static readonly IReadOnlyList<CertificateScenario> All =
    [
        new("first", static _ => Task.FromResult<string?>(null), tenant => tenant.DeclareAsync(), 0),
        new("asked for", IssuedAsync,
            tenant => tenant.MergeAsync("""{"metadata":{"annotations":{"secrets.hashicorp.com/force-sync":"1"}}}"""), 1),
        new("other names", IssuedAsync, tenant => tenant.MergeAsync("""{"spec":{"altNames":["b.example.test"]}}"""), 1),
        new("deleted secret", IssuedAsync,
            tenant => tenant.Tenant.World.Kube.DeleteAsync(ObjectId.Secret(tenant.Tenant.Namespace, "app"), default), 1),
    ];

    private static async Task<string?> IssuedAsync(CertificateTenant tenant)
    {
        await tenant.DeclareAsync();
        return await tenant.SettlesAsync();
    }
}
