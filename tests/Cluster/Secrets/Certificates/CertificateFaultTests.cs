using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets.Certificates;

/// <summary>What can go wrong costs Vault at most one certificate in vain, and is told; no deletion hangs.</summary>
public sealed class CertificateFaultTests : IAsyncLifetime
{
    /// <summary>Two minutes are waited, and a little.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(200);

    private OuterWorld _world = null!;
    private Incarnation _operator = null!;

    public async Task InitializeAsync()
    {
        _world = await OuterWorld.StartAsync();
        await CertificateTenant.AllowAsync(_world);
        _operator = await Incarnation.StartAsync(_world.Kubeconfig);
    }

    public async Task DisposeAsync()
    {
        await _operator.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_Secret_to_write_into_nothing_is_issued()
    {
        var tenant = await CertificateTenant.MakeAsync(_world, "absent");
        await tenant.DeclareAsync(spec => spec["destination"]!["create"] = false);
        await FailsAsync(tenant, "does not exist and spec.destination.create is false");
        await RetriesAsync(tenant);
        Assert.Equal(0, await tenant.IssuedAsync());
    }

    [Fact]
    public async Task A_Secret_of_somebody_else_costs_one_certificate_which_is_revoked()
    {
        var tenant = await CertificateTenant.MakeAsync(_world, "foreign");
        await _world.Kube.ApplyYamlAsync($$"""
            apiVersion: v1
            kind: Secret
            metadata: { name: app, namespace: {{tenant.Tenant.Namespace}} }
            stringData: { theirs: stays }
            """, default);
        await tenant.DeclareAsync();
        await FailsAsync(tenant, "not the owner");
        await RetriesAsync(tenant);
        Assert.InRange(await tenant.IssuedAsync(), 0, 1);
        Assert.Empty(await tenant.AliveAsync());
    }

    [Fact]
    public async Task A_template_that_fails_costs_one_certificate_which_is_revoked()
    {
        var tenant = await CertificateTenant.MakeAsync(_world, "template");
        await tenant.DeclareAsync(spec => spec["destination"]!["transformation"] = JsonNode.Parse(
            """{ "templates": { "key": { "text": "{{ fail \"no\" }}" } } }"""));
        await FailsAsync(tenant, "spec.destination.transformation");
        Assert.Equal(1, await tenant.IssuedAsync());
        Assert.Empty(await tenant.AliveAsync());

        await tenant.MergeAsync("""{"spec":{"destination":{"transformation":null}}}""");
        Assert.Equal([await tenant.SettlesAsync()], await tenant.AliveAsync());
    }

    /// <summary>
    /// After a rotation the old certificate is left to its end, which is told; a deletion and that of a namespace go on after two minutes.
    /// </summary>
    [Fact]
    public async Task Where_the_policy_lets_nobody_revoke_it_is_told_and_no_deletion_hangs()
    {
        var (tenant, whole) =
            (await CertificateTenant.MakeAsync(_world, "denied"), await CertificateTenant.MakeAsync(_world, "namespace"));
        await Task.WhenAll(tenant.DeclareAsync(), whole.DeclareAsync());
        var first = await tenant.SettlesAsync();
        await whole.SettlesAsync();
        await CertificateTenant.AllowAsync(_world, revoke: false);
        try
        {
            await tenant.MergeAsync("""{"metadata":{"annotations":{"secrets.hashicorp.com/force-sync":"1"}}}""");
            var second = await tenant.SettlesAsync(but: first);
            await Until.TrueAsync("the Event", Tenant.Patience, async () => (await EventsAsync(tenant)).Any(
                message => message.Contains($"certificate {first} could not be revoked", StringComparison.Ordinal)), default);

            await Task.WhenAll(
                _world.Kube.DeleteAsync(tenant.Resource, default),
                _world.Kube.DeleteAsync(new ObjectId("v1", "Namespace", null, whole.Tenant.Namespace), default));
            foreach (var each in new[] { tenant, whole })
            {
                await Until.TrueAsync($"{each.Tenant.Namespace} to be let go of", Farewell, async () => await each.FindAsync() is null,
                    each.DescribeAsync, default);
            }

            Assert.Contains(await EventsAsync(tenant), message =>
                message.Contains($"certificate {second} could not be revoked", StringComparison.Ordinal));
        }
        finally
        {
            await CertificateTenant.AllowAsync(_world);
        }
    }

    private static Task FailsAsync(CertificateTenant tenant, string words) => Until.TrueAsync(
        $"{tenant.Tenant.Namespace} to fail with '{words}'", Tenant.Patience, async () =>
            (await tenant.FindAsync())?["status"]?["conditions"]?.AsArray().Any(condition => (string?)condition!["type"] == "Ready"
                && (string?)condition["status"] == "False"
                && ((string?)condition["message"])?.Contains(words, StringComparison.Ordinal) == true) == true,
        tenant.DescribeAsync, default);

    /// <summary>Some more tries: each looks at the Secret.</summary>
    private Task RetriesAsync(CertificateTenant tenant)
    {
        _operator.Fate.Watch(tenant.Tenant.Namespace, plan: null);
        return Until.TrueAsync($"{tenant.Tenant.Namespace} to be tried again", Tenant.Patience, () => Task.FromResult(
            _operator.Fate.Record(tenant.Tenant.Namespace).Count(
                call => call.StartsWith("ISecretReader.ReadAsync", StringComparison.Ordinal)) >= 2), default);
    }

    private async Task<IReadOnlyList<string>> EventsAsync(CertificateTenant tenant) =>
        [.. (await _world.Kube.ListAsync(new ObjectId("v1", "Event", tenant.Tenant.Namespace, ""), default))
            .Where(seen => (string?)seen["reason"] == "NotRevoked").Select(seen => (string)seen["message"]!)];
}
