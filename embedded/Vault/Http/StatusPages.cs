using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Vault.Http;

/// <summary>sys/health, sys/seal-status and sys/unseal: no token, no namespace, no envelope.</summary>
internal sealed class StatusPages(VaultCore core, bool standby)
{
    public static bool Covers(string path) => path is "sys/health" or "sys/seal-status" or "sys/unseal";

    public async ValueTask<VaultAnswer> AnswerAsync(HttpRequest request, string path, CancellationToken cancellationToken)
    {
        switch (path, request.Method)
        {
            case ("sys/health", "GET" or "HEAD"):
                return Health(request.Query);
            case ("sys/seal-status", "GET"):
                return SealStatus();
            case ("sys/unseal", "PUT" or "POST"):
                var (body, fault) = await BodyReader.ReadAsync(request, core.Flavour, cancellationToken);
                return fault ?? Unseal(new VaultRequest
                {
                    Operation = VaultOperation.Update,
                    Namespace = core.Namespaces.Root,
                    Path = path,
                    Body = body,
                });
            default:
                return new VaultAnswer { Status = 405, Errors = [] };
        }
    }

    private VaultAnswer Health(IQueryCollection query)
    {
        var seal = core.Seal;
        var status = seal switch
        {
            { Initialized: false } => Code(query, "uninitcode", 501),
            { IsSealed: true } => Code(query, "sealedcode", 503),
            _ when standby && !query.ContainsKey("standbyok") => Code(query, "standbycode", 429),
            _ => Code(query, "activecode", 200),
        };
        var data = new JsonObject
        {
            ["initialized"] = seal.Initialized,
            ["sealed"] = seal.IsSealed,
            ["standby"] = seal.IsSealed || standby,
            ["performance_standby"] = false,
            ["replication_performance_mode"] = seal.IsSealed ? "unknown" : "disabled",
            ["replication_dr_mode"] = seal.IsSealed ? "unknown" : "disabled",
            ["server_time_utc"] = core.Clock.Now.ToUnixTimeSeconds(),
            ["version"] = core.Version,
        };
        if (!seal.IsSealed)
        {
            data["cluster_name"] = core.ClusterName;
            data["cluster_id"] = core.ClusterId;
        }

        if (core.Flavour == VaultFlavour.Vault2)
        {
            data["enterprise"] = false;
            data["echo_duration_ms"] = 0;
            data["clock_skew_ms"] = 0;
            data["replication_primary_canary_age_ms"] = 0;
        }

        return new VaultAnswer { Status = status, Bare = GoJson.From(data) };
    }

    private VaultAnswer SealStatus()
    {
        var data = new JsonObject
        {
            ["type"] = "shamir",
            ["initialized"] = core.Seal.Initialized,
            ["sealed"] = core.Seal.IsSealed,
            ["t"] = 1,
            ["n"] = 1,
            ["progress"] = 0,
            ["nonce"] = "",
            ["version"] = core.Version,
            ["migration"] = false,
            ["recovery_seal"] = false,
            ["storage_type"] = "inmem",
        };
        if (!core.IsOld)
        {
            data[core.Flavour == VaultFlavour.OpenBao ? "commit_date" : "build_date"] = "2026-06-17T16:39:45Z";
        }

        if (!core.Seal.IsSealed)
        {
            data["cluster_name"] = core.ClusterName;
            data["cluster_id"] = core.ClusterId;
        }

        return new VaultAnswer { Bare = GoJson.From(data) };
    }

    private VaultAnswer Unseal(VaultRequest request)
    {
        if (request.Flag("reset"))
        {
            return SealStatus();
        }

        if (request.Text("key") is not { Length: > 0 } key)
        {
            return VaultAnswer.Error(400, "'key' must be specified in request body as JSON, or 'reset' set to true");
        }

        if (!core.Seal.Fits(key))
        {
            return VaultAnswer.Error(400, "'key' must be a valid hex or base64 string");
        }

        core.Seal.Open();
        return SealStatus();
    }

    private static int Code(IQueryCollection query, string name, int fallback) =>
        int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : fallback;
}
