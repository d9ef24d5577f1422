using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Harness;

/// <summary>
/// What a test class has of PKI: a root and an intermediate, each a mount of its own, with roles <c>web</c>, and the right to issue and to
/// revoke for the ServiceAccount <c>reader</c>.
/// </summary>
internal sealed class PkiSite(VaultSite site, string id)
{
    public const string Role = "web";

    public const string Domain = "example.test";

    public string Root => $"pki-{id}";

    public string Intermediate => $"int-{id}";

    public static async Task<PkiSite> BuildAsync(VaultSite site, string id)
    {
        var pki = new PkiSite(site, id);
        var vault = site.Admin;
        await vault.WriteAsync($"sys/mounts/{pki.Root}", Mount(), default);
        await vault.WriteAsync($"{pki.Root}/root/generate/internal", Ca("root", "8000h"), default);
        await vault.WriteAsync($"sys/mounts/{pki.Intermediate}", Mount(), default);
        var csr = (await vault.WriteAsync($"{pki.Intermediate}/intermediate/generate/internal", Ca("intermediate", "4000h"), default))!;
        var signed = (await vault.WriteAsync($"{pki.Root}/root/sign-intermediate", new JsonObject
        {
            ["csr"] = (string)csr["data"]!["csr"]!,
            ["common_name"] = "intermediate",
            ["format"] = "pem_bundle",
            ["ttl"] = "4000h",
        }, default))!;
        await vault.WriteAsync(
            $"{pki.Intermediate}/intermediate/set-signed", new JsonObject { ["certificate"] = (string)signed["data"]!["certificate"]! },
            default);
        await pki.WriteRoleAsync(pki.Root, Role);
        await pki.WriteRoleAsync(pki.Intermediate, Role);
        await pki.AllowAsync("issue/*", "issuer/*", "revoke");
        return pki;
    }

    public Task WriteRoleAsync(string mount, string role, Action<JsonObject>? change = null)
    {
        var settings = new JsonObject
        {
            ["allowed_domains"] = Domain,
            ["allow_subdomains"] = true,
            ["allowed_uri_sans"] = "*",
            ["key_type"] = "ec",
            ["key_bits"] = 256,
            ["ttl"] = "1h",
            ["max_ttl"] = "24h",
        };
        change?.Invoke(settings);
        return site.Admin.WriteAsync($"{mount}/roles/{role}", settings, default);
    }

    /// <summary>Grants <c>update</c> on these paths of both mounts, and on no others.</summary>
    public Task AllowAsync(params string[] paths) => site.Admin.WritePolicyAsync(site.PkiPolicy, string.Join('\n',
        from path in paths
        from mount in new[] { Root, Intermediate }
        select $$"""path "{{mount}}/{{path}}" { capabilities = ["update"] }"""), default);

    /// <summary>When a certificate was revoked, in Unix seconds; 0 for never.</summary>
    public async Task<long> RevokedAsync(string mount, string serial) =>
        (long)(await site.Admin.ReadAsync($"{mount}/cert/{serial}", default))!["data"]!["revocation_time"]!;

    /// <summary>Serial numbers of all certificates of a mount, those of its authorities among them.</summary>
    public async Task<IReadOnlyList<string>> IssuedAsync(string mount) =>
        [.. (await site.Admin.ListAsync($"{mount}/certs", default)).Select(serial => serial.Replace('-', ':'))];

    public async Task RazeAsync()
    {
        await site.Admin.DeleteAsync($"sys/mounts/{Intermediate}", default);
        await site.Admin.DeleteAsync($"sys/mounts/{Root}", default);
        await site.Admin.DeleteAsync($"sys/policies/acl/{site.PkiPolicy}", default);
    }

    private static JsonObject Mount() => new()
    {
        ["type"] = "pki",
        ["config"] = new JsonObject { ["max_lease_ttl"] = "8760h", ["default_lease_ttl"] = "1h" },
    };

    private static JsonObject Ca(string name, string ttl) =>
        new() { ["common_name"] = name, ["ttl"] = ttl, ["key_type"] = "ec", ["key_bits"] = 256 };
}
