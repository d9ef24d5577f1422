namespace Coffer.Vault.Wire;

/// <summary>Paths and namespaces as people write them, made fit for a URL and a header.</summary>
internal static class VaultPath
{
    /// <summary>
    /// Escapes each segment and drops empty ones; null when a segment is <c>.</c> or <c>..</c>, which a URL would
    /// resolve into another path.
    /// </summary>
    public static string? Escape(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length == 0 || segments.Any(s => s is "." or "..") ? null : string.Join('/', segments.Select(Uri.EscapeDataString));
    }

    /// <summary>Without slashes at the ends. <c>root</c> is a reserved name of the root namespace.</summary>
    public static string Namespace(string name)
    {
        var trimmed = name.Trim().Trim('/');
        return trimmed == "root" ? "" : trimmed;
    }

    /// <summary>The URL of an escaped path; a path in the base address (a proxy's prefix) is kept.</summary>
    public static Uri Url(Uri address, string escapedPath, string query)
    {
        var root = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri($"{root}/v1/{escapedPath}{(query.Length == 0 ? "" : "?" + query)}");
    }
}
