using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.Embedded.Vault.Policies;

/// <summary>Policy text, HCL or JSON, to rules.</summary>
internal static class PolicyParser
{
    private static readonly string[] KnownKeys =
        ["comment", "policy", "capabilities", "allowed_parameters", "denied_parameters", "required_parameters", "min_wrapping_ttl",
         "max_wrapping_ttl", "mfa_methods", "control_group", "pagination_limit", "response_keys_filter_path", "expiration",
         "list_scan_response_keys_filter_path"];

    public static IReadOnlyList<PolicyRule> Parse(string text)
    {
        var root = text.TrimStart().StartsWith('{') ? ReadJson(text) : HclReader.Read(text);
        if (root.Select(m => m.Key).FirstOrDefault(k => k is not ("name" or "path")) is { } stranger)
        {
            throw new PolicyException($"failed to parse policy: 1 error occurred:\n\t* invalid key \"{stranger}\" on line 1\n\n");
        }

        return [.. Blocks(root["path"]).Select(ToRule)];
    }

    private static JsonObject ReadJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new PolicyException("failed to parse policy: object expected");
        }
        catch (JsonException)
        {
            throw new PolicyException("failed to parse policy: invalid JSON");
        }
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Blocks(JsonNode? paths) => paths switch
    {
        JsonArray list => list.OfType<JsonObject>().SelectMany(o => o),
        JsonObject map => map,
        _ => [],
    };

    private static PolicyRule ToRule(KeyValuePair<string, JsonNode?> block)
    {
        var (path, node) = block;
        if (node is not JsonObject body)
        {
            throw new PolicyException($"failed to parse policy: path \"{path}\": object expected");
        }

        if (body.Select(m => m.Key).FirstOrDefault(k => !KnownKeys.Contains(k)) is { } stranger)
        {
            throw new PolicyException($"failed to parse policy: path \"{path}\": invalid key \"{stranger}\" on line 1");
        }

        if (path.Contains("+*", StringComparison.Ordinal))
        {
            throw new PolicyException($"failed to parse policy: path \"{path}\": invalid use of wildcards ('+*' is forbidden)");
        }

        var capabilities = Legacy(body["policy"]?.GetValue<string>(), path);
        foreach (var item in body["capabilities"] as JsonArray ?? [])
        {
            capabilities |= One(item!.GetValue<string>(), path);
        }

        return new PolicyRule(
            path.StartsWith('/') ? path[1..] : path, capabilities.HasFlag(Capability.Deny) ? Capability.Deny : capabilities);
    }

    private static Capability Legacy(string? policy, string path) => policy switch
    {
        null => Capability.None,
        "deny" => Capability.Deny,
        "read" => Capability.Read | Capability.List,
        "write" => Capability.Create | Capability.Read | Capability.Update | Capability.Delete | Capability.List,
        "sudo" => Capability.Create | Capability.Read | Capability.Update | Capability.Delete | Capability.List | Capability.Sudo,
        _ => throw new PolicyException($"failed to parse policy: path \"{path}\": invalid policy \"{policy}\""),
    };

    private static Capability One(string name, string path) => name switch
    {
        "create" => Capability.Create,
        "read" => Capability.Read,
        "update" => Capability.Update,
        "delete" => Capability.Delete,
        "list" => Capability.List,
        "patch" => Capability.Patch,
        "sudo" => Capability.Sudo,
        "deny" => Capability.Deny,
        "scan" or "subscribe" or "recover" => Capability.None,
        _ => throw new PolicyException($"failed to parse policy: path \"{path}\": invalid capability \"{name}\""),
    };
}
