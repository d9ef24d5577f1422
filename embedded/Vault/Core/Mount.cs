using System.Text.Json.Nodes;

namespace Coffer.Embedded.Vault.Core;

/// <summary>An entry of the mount table; <c>Path</c> ends with a slash and, for auth methods, starts with <c>auth/</c>.</summary>
internal sealed class Mount(string path, string type, IBackend backend, IReadOnlyDictionary<string, string>? options, string description)
{
    public static readonly TimeSpan SystemTtl = TimeSpan.FromHours(768);

    public string Path => path;

    public string Type => type;

    public IBackend Backend => backend;

    public bool IsAuth => path.StartsWith("auth/", StringComparison.Ordinal);

    public string Accessor { get; } = (path.StartsWith("auth/", StringComparison.Ordinal) ? "auth_" : "") + type + "_" + Ids.Hex(4);

    public string Uuid { get; } = Guid.NewGuid().ToString();

    public TimeSpan DefaultTtl { get; set; }

    public TimeSpan MaxTtl { get; set; }

    public TimeSpan EffectiveDefaultTtl => DefaultTtl > TimeSpan.Zero ? DefaultTtl : SystemTtl;

    public TimeSpan EffectiveMaxTtl => MaxTtl > TimeSpan.Zero ? MaxTtl : SystemTtl;

    public JsonObject Describe()
    {
        var config = new JsonObject
        {
            ["default_lease_ttl"] = (long)DefaultTtl.TotalSeconds,
            ["force_no_cache"] = false,
            ["max_lease_ttl"] = (long)MaxTtl.TotalSeconds,
        };
        if (IsAuth)
        {
            config["token_type"] = "default-service";
        }

        return new JsonObject
        {
            ["accessor"] = Accessor,
            ["config"] = config,
            ["description"] = description,
            ["external_entropy_access"] = false,
            ["local"] = false,
            ["options"] = options is null ? null : new JsonObject([.. options.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)o.Value))]),
            ["seal_wrap"] = false,
            ["type"] = type,
            ["uuid"] = Uuid,
        };
    }
}
