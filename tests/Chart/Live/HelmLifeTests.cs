using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Live.Policies;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;
using Coffer.Tests.Support;
using Xunit.Abstractions;

namespace Coffer.Chart.Tests.Live;

/// <summary>
/// A release's life with the real Helm against the embedded Kubernetes API. No operator runs: what needed one to come to an end would hang.
/// </summary>
[Collection(LifeUnderPoliciesTests.Neighbours)]
public sealed class HelmLifeTests(ITestOutputHelper output)
{
    private const string Defaults = """
        { defaultVaultConnection: { enabled: true, address: "http://vault.vault:8200" }, defaultAuthMethod: { enabled: true, kubernetes: { role: coffer } }, controller: { manager: { dashboard: { enabled: true } } } }
        """;

    private const string Five = "controller: { replicas: 5 }";

    /// <summary>What people have, and what replicas make for themselves.</summary>
    private const string Others = """
        apiVersion: v1
        kind: Namespace
        metadata: { name: myapp }
        ---
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultStaticSecret
        metadata: { name: mine, namespace: myapp }
        spec: { mount: kvv2, type: kv-v2, path: demo/config, destination: { create: true, name: mine } }
        ---
        apiVersion: v1
        kind: Secret
        metadata: { name: mine, namespace: myapp }
        ---
        apiVersion: v1
        kind: Secret
        metadata: { name: coffer-silo-ca-coffer, namespace: coffer-system }
        ---
        apiVersion: v1
        kind: Secret
        metadata: { name: vso-cc-storage-hmac-key, namespace: coffer-system }
        """;

    private static readonly ObjectId StaticSecrets = new(
        "apiextensions.k8s.io/v1", "CustomResourceDefinition", null, "vaultstaticsecrets.secrets.hashicorp.com");

    [HelmTheory]
    [InlineData("--server-side=true")]
    [InlineData("--server-side=false")]
    public async Task A_release_is_installed_upgraded_and_uninstalled_and_nobody_loses_anything(string way)
    {
        await using var cluster = await HelmCluster.StartAsync(output);

        Assert.Contains("STATUS: deployed",
            await cluster.HelmAsync(
                "install", "coffer", Repository.Chart, "--create-namespace", way, "--values", await cluster.FileAsync("values", Defaults)),
            StringComparison.Ordinal);
        Assert.Empty(await cluster.MissingAsync(Objects(Defaults)));
        await cluster.Kube.ApplyYamlAsync(Others, default);

        Assert.Contains("STATUS: deployed",
            await cluster.HelmAsync("upgrade", "coffer", Repository.Chart, way, "--values", await cluster.FileAsync("values", Five)),
            StringComparison.Ordinal);
        Assert.Equal(
            Sorted(Objects(Defaults).Except(Objects(Five))), Sorted(await cluster.MissingAsync(Objects(Defaults).Union(Objects(Five)))));
        Assert.Equal(
            5L, (long)(await cluster.Kube.FindAsync(ObjectId.Deployment("coffer-system", "coffer"), default))!["spec"]!["replicas"]!);

        await cluster.HelmAsync("uninstall", "coffer", "--wait", "--timeout", "30s");
        Assert.Equal(Sorted(Objects(Five)), Sorted(await cluster.MissingAsync(Objects(Five))));
        Assert.Empty(await cluster.MissingAsync(Yaml.Documents(Others).Select(json => ObjectId.Of(json.AsObject())).Append(StaticSecrets)));
    }

    /// <summary>An older release's CRD lacks a field. Helm leaves it so, and the command of docs/chart.md brings it.</summary>
    [HelmFact(WithKubectl = true)]
    public async Task CRDs_are_upgraded_by_the_documented_command_and_not_by_Helm()
    {
        await using var cluster = await HelmCluster.StartAsync(output);

        await cluster.HelmAsync("install", "coffer", Repository.Chart, "--create-namespace");
        await cluster.Kube.ApplyYamlAsync(Others, default);
        await RemoveFieldAsync(cluster.Kube, "syncConfig");

        await cluster.HelmAsync("upgrade", "coffer", Repository.Chart);
        Assert.DoesNotContain("syncConfig", await FieldsAsync(cluster.Kube));

        await cluster.KubectlAsync(
            await cluster.HelmAsync("show", "crds", Repository.Chart), "apply", "--server-side", "--force-conflicts", "-f", "-");
        Assert.Contains("syncConfig", await FieldsAsync(cluster.Kube));
        Assert.NotNull(await cluster.Kube.FindAsync(ObjectId.Custom("VaultStaticSecret", "myapp", "mine"), default));
    }

    /// <summary>As a dependency of somebody's chart, switched by a condition.</summary>
    [HelmTheory]
    [InlineData("{ coffer: { enabled: true, controller: { replicas: 3 } } }", 1)]
    [InlineData("{ coffer: { enabled: false } }", 0)]
    public async Task It_can_be_a_part_of_another_chart(string values, int deployments)
    {
        await using var cluster = await HelmCluster.StartAsync(output);

        var parent = Path.GetDirectoryName(await cluster.FileAsync("parent/Chart.yaml", $$"""
            apiVersion: v2
            name: parent
            version: 1.0.0
            dependencies: [{ name: coffer, version: 0.1.0, repository: "file://{{Repository.Chart}}", condition: coffer.enabled }]
            """))!;
        await cluster.HelmAsync("dependency", "build", parent);

        var rendered = await cluster.HelmAsync("template", "platform", parent, "--values", await cluster.FileAsync("values", values));

        Assert.Equal(deployments, Yaml.Documents(rendered).Count(json => (string?)json["kind"] == "Deployment"));
    }

    private static List<ObjectId> Objects(string values) =>
        [.. new Release(values).Render().Manifests.Select(manifest => ObjectId.Of(manifest.Json))];

    private static IEnumerable<string> Sorted(IEnumerable<ObjectId> ids) => ids.Select(id => $"{id}").Order(StringComparer.Ordinal);

    private static async Task<IEnumerable<string>> FieldsAsync(KubeClient kube) =>
        Fields((await kube.FindAsync(StaticSecrets, default))!).Select(pair => pair.Key);

    private static async Task RemoveFieldAsync(KubeClient kube, string field)
    {
        var crd = (await kube.FindAsync(StaticSecrets, default))!;
        Assert.True(Fields(crd).Remove(field));
        await kube.MergeAsync(
            StaticSecrets, new JsonObject { ["spec"] = new JsonObject { ["versions"] = crd["spec"]!["versions"]!.DeepClone() } }, default);
    }

    private static JsonObject Fields(JsonObject crd) =>
        crd["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!["properties"]!.AsObject();
}
