using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets.Certificates;

/// <summary>
/// A tenant with an authority of its own in Vault and a VaultPKISecret <c>app</c>, with <c>revoke</c>, that rolls a Deployment.
/// </summary>
internal sealed class CertificateTenant(Tenant tenant)
{
    public const string Policy = "certificates";

    public Tenant Tenant => tenant;

    public string Mount => $"pki-{tenant.Namespace}";

    public ObjectId Resource => ObjectId.Custom("VaultPKISecret", tenant.Namespace, "app");

    private VaultAdmin Vault => tenant.World.Admin;

    /// <summary>Lets every tenant issue and revoke.</summary>
    public static async Task AllowAsync(OuterWorld world, bool revoke = true)
    {
        var rights = """path "+/issue/web" { capabilities = ["update"] }""" + "\n"
            + (revoke ? """path "+/revoke" { capabilities = ["update"] }""" : "");
        await world.Admin.WritePolicyAsync(Policy, rights, default);
        await world.Admin.WriteAsync($"auth/{OuterWorld.Auth}/role/{OuterWorld.Role}", new JsonObject
        {
            ["bound_service_account_names"] = "reader",
            ["bound_service_account_namespaces"] = "*",
            ["token_policies"] = $"{OuterWorld.Role},{Policy}",
            ["token_ttl"] = "1h",
        }, default);
    }

    public static async Task<CertificateTenant> MakeAsync(OuterWorld world, string name)
    {
        var made = new CertificateTenant(await world.TenantAsync(name));
        await made.BuildAsync();
        return made;
    }

    public Task DeclareAsync(Action<JsonObject>? change = null)
    {
        var manifest = Yaml.Documents($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultPKISecret
            metadata: { name: app, namespace: {{tenant.Namespace}} }
            spec:
              vaultAuthRef: auth
              mount: {{Mount}}
              role: web
              commonName: app.example.test
              revoke: true
              destination: { create: true, name: app, type: kubernetes.io/tls }
              rolloutRestartTargets: [{ kind: Deployment, name: app }]
            """).Single();
        change?.Invoke(manifest["spec"]!.AsObject());
        return tenant.World.Kube.ApplyAsync(manifest, default);
    }

    public Task<JsonObject?> FindAsync() => tenant.World.Kube.FindAsync(Resource, default);

    public Task MergeAsync(string patch) => tenant.World.Kube.MergeAsync(Resource, JsonNode.Parse(patch)!.AsObject(), default);

    /// <summary>Serial number in the status once it is ready and nothing is owed; with another than this one.</summary>
    public async Task<string> SettlesAsync(string? but = null)
    {
        var serial = "";
        await Until.TrueAsync($"{tenant.Namespace}: a certificate other than {but}, and nothing owed", Tenant.Patience, async () =>
        {
            var status = (await FindAsync())?["status"];
            serial = (string?)status?["serialNumber"] ?? "";
            await RolledOutAsync();
            return (bool?)status?["valid"] == true && serial.Length > 0 && serial != but && status["snapshot"]?["returns"] is null
                && status["snapshot"]?["restartTargetsPending"] is null && serial == await HeldAsync();
        }, DescribeAsync, default);
        return serial;
    }

    /// <summary>Serial number of the certificate in the Secret.</summary>
    public async Task<string?> HeldAsync() => (await tenant.SecretAsync())?["data"]?["serial_number"] is { } value
        ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)value!))
        : null;

    /// <summary>Certificates of the role that are not revoked.</summary>
    public async Task<IReadOnlyList<string>> AliveAsync()
    {
        var alive = new List<string>();
        foreach (var serial in await Vault.ListAsync($"{Mount}/certs", default))
        {
            var found = (await Vault.ReadAsync($"{Mount}/cert/{serial}", default))!;
            if ((long)found["data"]!["revocation_time"]! == 0)
            {
                alive.Add(serial.Replace('-', ':'));
            }
        }

        return alive;
    }

    public async Task<int> IssuedAsync() => (await Vault.ListAsync($"{Mount}/certs", default)).Count;

    public async Task<string> DescribeAsync() => $"{tenant.Namespace}: holds {await HeldAsync()}, alive "
        + $"{string.Join(", ", await AliveAsync())}, status {(await FindAsync())?["status"]?.ToJsonString()}";

    /// <summary>What its controller would say of a Deployment without replicas.</summary>
    public async Task RolledOutAsync()
    {
        if (await tenant.World.Kube.FindAsync(tenant.Deployment, default) is { } deployment
            && (long?)deployment["status"]?["observedGeneration"] != (long)deployment["metadata"]!["generation"]!)
        {
            await tenant.World.Kube.MergeStatusAsync(tenant.Deployment, new JsonObject
            {
                ["observedGeneration"] = (long)deployment["metadata"]!["generation"]!,
            }, default);
        }
    }

    private async Task BuildAsync()
    {
        await Vault.WriteAsync($"sys/mounts/{Mount}", new JsonObject { ["type"] = "pki" }, default);
        await Vault.WriteAsync(
            $"{Mount}/root/generate/internal", new JsonObject { ["common_name"] = "root", ["key_type"] = "ec" }, default);
        await Vault.WriteAsync(
            $"{Mount}/roles/web", new JsonObject { ["allow_any_name"] = true, ["key_type"] = "ec", ["ttl"] = "1h" }, default);
    }
}
