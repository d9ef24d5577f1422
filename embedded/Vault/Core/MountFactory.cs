using System.Text.Json;
using Coffer.Embedded.Vault.Auth;
using Coffer.Embedded.Vault.Kv;
using Coffer.Embedded.Vault.Pki;
using Coffer.Embedded.Vault.Sys;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Core;

/// <summary>Makes mounts from requests, and the fixed ones of a new namespace.</summary>
internal sealed class MountFactory(VaultCore core)
{
    /// <summary>Null when there is no such type.</summary>
    public Mount? Create(VaultRequest request, string path, string type)
    {
        var mount = path.StartsWith("auth/", StringComparison.Ordinal)
            ? Auth(path, type, request.Text("description") ?? "")
            : type == "pki" ? new PkiBackend(core, path, request.Text("description") ?? "").Mount
            : Kv(path, type, Version(request), request.Text("description") ?? "");
        if (mount is not null && request.Find("config") is { ValueKind: JsonValueKind.Object } config)
        {
            mount.DefaultTtl = Span(config, "default_lease_ttl");
            mount.MaxTtl = Span(config, "max_lease_ttl");
        }

        return mount;
    }

    public Mount? Kv(string path, string type, string? version, string description)
    {
        version = type == "kv-v2" ? "2" : version;
        var options = version is null ? null : new Dictionary<string, string> { ["version"] = version };
        return type is not ("kv" or "kv-v1" or "kv-v2" or "generic")
            ? null
            : new Mount(path, "kv", version == "2" ? new KvV2Backend(core) : new KvV1Backend(core), options, description);
    }

    public void Furnish(VaultNamespace home)
    {
        home.Mounts.Add(new TokenBackend(core).Mount);
        home.Mounts.Add(new Mount("sys/", "system", new SysBackend(core), null, "system endpoints used for control, policy and debugging"));
        home.Mounts.Add(new Mount("cubbyhole/", "cubbyhole", new AbsentBackend(), null, "per-token private secret storage"));
        home.Mounts.Add(new Mount("identity/", "identity", new AbsentBackend(), null, "identity store"));
    }

    private Mount? Auth(string path, string type, string description)
    {
        Mount? made = null;
        Mount Self() => made!;
        IBackend? backend = type switch
        {
            "approle" => new AppRoleBackend(core, Self),
            "cert" => new CertBackend(core, Self),
            "gcp" => new GcpBackend(core, Self),
            "aws" => new AwsBackend(core, Self),
            "kubernetes" => new KubernetesBackend(core, Self),
            "jwt" or "oidc" => new JwtBackend(core, Self),
            _ => null,
        };
        return made = backend is null ? null : new Mount(path, type, backend, null, description);
    }

    private static string? Version(VaultRequest request) =>
        request.Find("options") is { ValueKind: JsonValueKind.Object } options && options.TryGetProperty("version", out var version)
            ? version.ToString()
            : null;

    private static TimeSpan Span(JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && GoDuration.TryParse(value.ToString(), out var span) ? span : TimeSpan.Zero;

    /// <summary>A mount that is in the table of every real server and of no use here.</summary>
    private sealed class AbsentBackend : IBackend
    {
        public ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken) =>
            ValueTask.FromResult(VaultAnswer.UnsupportedPath);
    }
}
