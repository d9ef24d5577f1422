using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Pki;

/// <summary>What certificates a role allows.</summary>
internal sealed record PkiRole
{
    public string[] AllowedDomains { get; init; } = [];

    public bool AllowBareDomains { get; init; }

    public bool AllowSubdomains { get; init; }

    public bool AllowGlobDomains { get; init; }

    public bool AllowAnyName { get; init; }

    public bool AllowLocalhost { get; init; } = true;

    public bool AllowIpSans { get; init; } = true;

    public string[] AllowedUriSans { get; init; } = [];

    public string[] AllowedOtherSans { get; init; } = [];

    public string[] AllowedUserIds { get; init; } = [];

    public bool RequireCn { get; init; } = true;

    public string KeyType { get; init; } = "rsa";

    public int KeyBits { get; init; }

    public TimeSpan Ttl { get; init; }

    public TimeSpan MaxTtl { get; init; }

    public TimeSpan NotBefore { get; init; } = TimeSpan.FromSeconds(30);

    public bool NoStore { get; init; }

    public string IssuerRef { get; init; } = "default";

    /// <summary>The role that a request describes, on top of what there is.</summary>
    public PkiRole With(VaultRequest request) => this with
    {
        AllowedDomains = request.Texts("allowed_domains") ?? AllowedDomains,
        AllowBareDomains = request.Flag("allow_bare_domains", AllowBareDomains),
        AllowSubdomains = request.Flag("allow_subdomains", AllowSubdomains),
        AllowGlobDomains = request.Flag("allow_glob_domains", AllowGlobDomains),
        AllowAnyName = request.Flag("allow_any_name", AllowAnyName),
        AllowLocalhost = request.Flag("allow_localhost", AllowLocalhost),
        AllowIpSans = request.Flag("allow_ip_sans", AllowIpSans),
        AllowedUriSans = request.Texts("allowed_uri_sans") ?? AllowedUriSans,
        AllowedOtherSans = request.Texts("allowed_other_sans") ?? AllowedOtherSans,
        AllowedUserIds = request.Texts("allowed_user_ids") ?? AllowedUserIds,
        RequireCn = request.Flag("require_cn", RequireCn),
        KeyType = request.Text("key_type") ?? KeyType,
        KeyBits = request.Integer("key_bits") ?? KeyBits,
        Ttl = request.Duration("ttl") ?? Ttl,
        MaxTtl = request.Duration("max_ttl") ?? MaxTtl,
        NotBefore = request.Duration("not_before_duration") ?? NotBefore,
        NoStore = request.Flag("no_store", NoStore),
        IssuerRef = request.Text("issuer_ref") ?? IssuerRef,
    };

    public JsonObject Describe() => new()
    {
        ["allow_any_name"] = AllowAnyName,
        ["allow_bare_domains"] = AllowBareDomains,
        ["allow_glob_domains"] = AllowGlobDomains,
        ["allow_ip_sans"] = AllowIpSans,
        ["allow_localhost"] = AllowLocalhost,
        ["allow_subdomains"] = AllowSubdomains,
        ["allowed_domains"] = List(AllowedDomains),
        ["allowed_other_sans"] = List(AllowedOtherSans),
        ["allowed_uri_sans"] = List(AllowedUriSans),
        ["allowed_user_ids"] = List(AllowedUserIds),
        ["generate_lease"] = false,
        ["issuer_ref"] = IssuerRef,
        ["key_bits"] = KeyBits,
        ["key_type"] = KeyType,
        ["max_ttl"] = (long)MaxTtl.TotalSeconds,
        ["no_store"] = NoStore,
        ["not_before_duration"] = (long)NotBefore.TotalSeconds,
        ["require_cn"] = RequireCn,
        ["ttl"] = (long)Ttl.TotalSeconds,
    };

    private static JsonArray List(string[] texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
