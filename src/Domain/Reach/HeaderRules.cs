namespace Coffer.Domain.Reach;

/// <summary>
/// Which headers a VaultConnection or a VaultAuth may add. Those that choose a virtual host, that proxies go by when they tell who
/// asks for what, or that change what Vault does with a request would lead past lists of addresses, past policies, or to answers
/// that are not the secret.
/// </summary>
public static class HeaderRules
{
    /// <summary>The connection's own, the message's frame, and what proxies steer by.</summary>
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host",
        "Connection",
        "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect", "Content-Length", "Content-Type", "Content-Encoding",
        "HTTP2-Settings",
        "Forwarded",
        "Via",
        "Max-Forwards", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP", "X-Host",
        "X-HTTP-Host-Override",
        "X-Original-URL", "X-Original-Host", "X-Rewrite-URL", "X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override",
    };

    private static readonly string[] RefusedPrefixes = ["Proxy-", "X-Forwarded-", "X-Envoy-", "X-Original-Forwarded-"];

    /// <summary>Vault's own that only choose between nodes, or that all requests have.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "X-Vault-Request", "X-Vault-Forward", "X-Vault-Inconsistent", "X-Vault-Index", "X-Vault-No-Request-Forwarding",
    };

    /// <summary>What is wrong with a header; null when nothing is. Never shows the value.</summary>
    public static string? Objection(string name, string value)
    {
        if (name.Equals("X-Vault-Namespace", StringComparison.OrdinalIgnoreCase))
        {
            return "X-Vault-Namespace is not allowed here; set spec.namespace of the VaultAuth or of the secret";
        }

        if (name.Equals("X-Vault-Token", StringComparison.OrdinalIgnoreCase)
            || (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
                && value.TrimStart().StartsWith("Bearer", StringComparison.OrdinalIgnoreCase)))
        {
            return $"{name} can't give a token; the VaultAuth's login gives it";
        }

        if (name.StartsWith("X-Vault-", StringComparison.OrdinalIgnoreCase) && !Harmless.Contains(name))
        {
            return $"'{name}' changes what Vault does with a request; of Vault's own headers only "
                + $"{string.Join(", ", Harmless.Order(StringComparer.Ordinal))} are let pass";
        }

        return Refused.Contains(name) || RefusedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            ? $"'{name}' belongs to the connection or steers proxies; take it out"
            : null;
    }
}
