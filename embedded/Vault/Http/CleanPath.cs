using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coffer.Embedded.Vault.Http;

/// <summary>Go's servers send a client away from a path with empty or dotted segments, to the one that it comes to.</summary>
internal static class CleanPath
{
    /// <summary>Where to; null when the path as it was sent is clean.</summary>
    public static string? Of(HttpContext context)
    {
        var target = Target(context.Features.Get<IHttpRequestFeature>()!.RawTarget);
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        var segments = path.Split('/')[1..];
        var inner = segments.Length > 0 ? segments[..^1] : segments;
        if (!inner.Contains("") && !segments.Contains(".") && !segments.Contains(".."))
        {
            return null;
        }

        var kept = new List<string>();
        foreach (var segment in segments.Where(segment => segment is not ("" or ".")))
        {
            if (segment != "..")
            {
                kept.Add(segment);
            }
            else if (kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }
        }

        var tail = segments[^1].Length == 0 && kept.Count > 0 ? "/" : "";
        return "/" + string.Join('/', kept) + tail + (query < 0 ? "" : target[query..]);
    }

    /// <summary>Path and query: a request that came by a proxy names the whole URL.</summary>
    private static string Target(string raw)
    {
        var host = raw.StartsWith('/') ? -1 : raw.IndexOf("://", StringComparison.Ordinal);
        var path = host < 0 ? 0 : raw.IndexOf('/', host + 3);
        return path < 0 ? "/" : raw[path..];
    }
}
