using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Harness;

/// <summary>
/// What a test class has in Vault: a kv-v2 and a kv-v1 mount, a policy, and a kubernetes auth mount that trusts the
/// cluster. All names are its own.
/// </summary>
internal sealed class VaultSite(VaultAdmin vault, KubeClient kube, string? kubernetesHost, string id)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _host = kubernetesHost ?? kube.Server.ToString().TrimEnd('/');

    public VaultAdmin Admin => vault;

    public string Kv => $"kv2-{id}";

    public string KvV1 => $"kv1-{id}";

    public string Auth => $"kubernetes-{id}";

    public string Policy => $"coffer-{id}";

    /// <summary>A second policy of <see cref="Role"/>, which <see cref="PkiSite"/> writes.</summary>
    public string PkiPolicy => $"coffer-pki-{id}";

    /// <summary>Role that is bound to the ServiceAccount <c>reader</c> and the policy.</summary>
    public const string Role = "reader";

    public async Task BuildAsync(string reviewerNamespace, string consumerNamespace)
    {
        await vault.MountKvAsync(Kv, 2, default);
        await vault.MountKvAsync(KvV1, 1, default);
        await vault.WritePolicyAsync(Policy, $$"""
            path "{{Kv}}/data/*" { capabilities = ["read", "list"] }
            path "{{KvV1}}/*" { capabilities = ["read", "list"] }
            """, default);
        await vault.WriteAsync($"sys/auth/{Auth}", new JsonObject { ["type"] = "kubernetes" }, default);
        await vault.WriteAsync($"auth/{Auth}/config", new JsonObject
        {
            ["kubernetes_host"] = _host,
            ["kubernetes_ca_cert"] = kube.CaPem.Length > 0 ? kube.CaPem : await PublishedCaAsync(),
            ["token_reviewer_jwt"] = await kube.TokenAsync(new ObjectId("v1", "ServiceAccount", reviewerNamespace, "reviewer"), default),
            ["disable_local_ca_jwt"] = true,
            // Vault before 1.9 expects an issuer that no token of today has, unless told not to.
            ["disable_iss_validation"] = true,
        }, default);
        await WriteRoleAsync(Role, "reader", consumerNamespace, $"{Policy},{PkiPolicy}");
        await TrustsAsync(new ObjectId("v1", "ServiceAccount", consumerNamespace, "reader"));
    }

    public Task WriteRoleAsync(string role, string account, string consumerNamespace, string policy) =>
        vault.WriteAsync($"auth/{Auth}/role/{role}", new JsonObject
        {
            ["bound_service_account_names"] = account,
            ["bound_service_account_namespaces"] = consumerNamespace,
            ["token_policies"] = policy,
            ["token_ttl"] = "10m",
        }, default);

    /// <summary>Enables <c>jwt</c> at a mount that trusts the cluster's ServiceAccount tokens, and public keys of a test's own.</summary>
    public async Task MountJwtAsync(string mount, params string[] keys)
    {
        var cluster = (await kube.GetAsync("openid/v1/jwks", default))["keys"]!.AsArray().Select(static jwk => Pem(jwk!.AsObject()));
        await vault.WriteAsync($"sys/auth/{mount}", new JsonObject { ["type"] = "jwt" }, default);
        await vault.WriteAsync($"auth/{mount}/config", new JsonObject
        {
            ["jwt_validation_pubkeys"] = new JsonArray([.. cluster.Concat(keys)]),
            ["jwt_supported_algs"] = new JsonArray("RS256", "ES256"),
        }, default);
    }

    /// <summary>Enables <c>approle</c> at a mount.</summary>
    /// <returns>Role id and secret id of a role of the name and the fields.</returns>
    public async Task<(string Role, string Secret)> MountAppRoleAsync(string mount, string role, JsonObject fields)
    {
        await vault.WriteAsync($"sys/auth/{mount}", new JsonObject { ["type"] = "approle" }, default);
        await vault.WriteAsync($"auth/{mount}/role/{role}", fields, default);
        var id = await vault.ReadAsync($"auth/{mount}/role/{role}/role-id", default);
        var secret = await vault.WriteAsync($"auth/{mount}/role/{role}/secret-id", [], default);
        return ((string)id!["data"]!["role_id"]!, (string)secret!["data"]!["secret_id"]!);
    }

    public Task PutAsync(string path, params (string Key, string Value)[] data) =>
        vault.PutAsync(Kv, path, new JsonObject(data.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))), default);

    public async Task RazeAsync()
    {
        await vault.DeleteAsync($"sys/mounts/{Kv}", default);
        await vault.DeleteAsync($"sys/mounts/{KvV1}", default);
        await vault.DeleteAsync($"sys/auth/{Auth}", default);
        await vault.DeleteAsync($"sys/policies/acl/{Policy}", default);
    }

    /// <summary>
    /// The reviewer's right, granted a moment ago, is not at once known to the authorizer of a real API server: cases
    /// begin when a login works.
    /// </summary>
    private Task TrustsAsync(ObjectId account) => Until.TrueAsync(
        $"the Vault to review ServiceAccount tokens at {_host} (another address can be given by {Servers.KubernetesHostVariable})",
        Patience, async () =>
        {
            var login = new JsonObject { ["role"] = Role, ["jwt"] = await kube.TokenAsync(account, default) };
            return (await vault.WriteAsync($"auth/{Auth}/login", login, default))?["auth"] is not null;
        }, default);

    /// <summary>For a kubeconfig that names no CA: the one that the cluster gives to its pods.</summary>
    private async Task<string> PublishedCaAsync() =>
        (string?)(await kube.FindAsync(new ObjectId("v1", "ConfigMap", "kube-system", "kube-root-ca.crt"), default))?["data"]?["ca.crt"]
        ?? "";

    private static string Pem(JsonObject jwk)
    {
        byte[] Part(string name) => Base64Url.DecodeFromChars((string)jwk[name]!);
        if ((string)jwk["kty"]! == "RSA")
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = Part("n"), Exponent = Part("e") });
            return rsa.ExportSubjectPublicKeyInfoPem();
        }

        using var curve = ECDsa.Create(
            new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Part("x"), Y = Part("y") } });
        return curve.ExportSubjectPublicKeyInfoPem();
    }
}
