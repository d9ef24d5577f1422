using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Sys;

/// <summary>sys/quotas: rate limits. Lease counts do not exist in either server.</summary>
internal sealed class SysQuotas(VaultCore core)
{
    public VaultAnswer Handle(VaultRequest request, string rest) => (rest.TrimEnd('/').Split('/'), request.Operation) switch
    {
        (["config"], VaultOperation.Read) => VaultAnswer.Ok(new JsonObject
        {
            ["enable_rate_limit_audit_logging"] = false,
            ["enable_rate_limit_response_headers"] = core.Quotas.Headers,
            ["rate_limit_exempt_paths"] = new JsonArray(),
        }),
        (["config"], VaultOperation.Update) => Configure(request),
        (["rate-limit"], VaultOperation.List) => VaultAnswer.Keys(core.Quotas.Names),
        (["rate-limit", var name], VaultOperation.Read) => core.Quotas.Find(name) is { } limit ? Describe(limit) : VaultAnswer.NotFound,
        (["rate-limit", var name], VaultOperation.Update) => Write(request, name),
        (["rate-limit", var name], VaultOperation.Delete) => Delete(name),
        (["config"] or ["rate-limit"] or ["rate-limit", _], _) => VaultAnswer.UnsupportedOperation,
        _ => VaultAnswer.UnsupportedPath,
    };

    private static VaultAnswer Describe(RateLimit limit) => VaultAnswer.Ok(new JsonObject
    {
        ["block_interval"] = 0,
        ["interval"] = (long)limit.Interval.TotalSeconds,
        ["name"] = limit.Name,
        ["path"] = limit.Path,
        ["rate"] = limit.Rate,
        ["type"] = "rate-limit",
    });

    private VaultAnswer Configure(VaultRequest request)
    {
        core.Quotas.Headers = request.Flag("enable_rate_limit_response_headers", core.Quotas.Headers);
        return VaultAnswer.NoContent;
    }

    private VaultAnswer Write(VaultRequest request, string name)
    {
        if (!double.TryParse(request.Text("rate"), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) || rate <= 0)
        {
            return VaultAnswer.Error(400, "'rate' is invalid");
        }

        var path = request.Text("path") ?? "";
        core.Quotas.Set(new RateLimit(name, path.TrimStart('/'), rate, request.Duration("interval") ?? TimeSpan.FromSeconds(1)));
        return VaultAnswer.NoContent;
    }

    private VaultAnswer Delete(string name)
    {
        core.Quotas.Remove(name);
        return VaultAnswer.NoContent;
    }
}
