using Coffer.Cluster.Tests.Secrets.World;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>A secret that nearly fills a Kubernetes Secret, refreshed many times by an operator with room for five of its size.</summary>
public sealed class BigSecretTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task A_big_secret_is_refreshed_for_ever_in_little_memory()
    {
        var tenant = await stage.SyncedAsync("big");
        var value = new string('x', 400_000);
        await tenant.PutAsync(value);
        await tenant.SettlesAsync(value);

        await Verify.RefreshesPassAsync(stage.Operator, tenant, count: 8);
        await tenant.PutAsync("two");

        await tenant.SettlesAsync("two");
    }
}
