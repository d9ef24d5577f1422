using Coffer.Domain.Reach;

namespace Coffer.Domain.Proxies;

/// <summary>
/// Which proxy serves a URL, by the rules of Go's <c>golang.org/x/net/http/httpproxy</c>: the scheme chooses between HTTPS_PROXY and
/// HTTP_PROXY, <c>localhost</c> and loopback addresses never use one, nor does what NO_PROXY names. kubectl, Vault and most of what runs in
/// a cluster go by the same.
/// </summary>
public sealed record ProxyRules
{
    private static readonly string[] Schemes = ["http", "https", "socks5"];

    private readonly IReadOnlyList<NoProxyEntry> _direct;

    /// <summary>Rules.</summary>
    /// <param name="forHttps">Proxy of https:// URLs; null for none.</param>
    /// <param name="forHttp">Proxy of http:// URLs; null for none.</param>
    /// <param name="noProxy">NO_PROXY.</param>
    public ProxyRules(Uri? forHttps, Uri? forHttp, string noProxy)
    {
        (ForHttps, ForHttp, NoProxy) = (forHttps, forHttp, noProxy);
        _direct = [.. noProxy.Split(',').Select(NoProxyEntry.Parse).OfType<NoProxyEntry>()];
    }

    /// <summary>Proxy of https:// URLs; null for none. May hold a password.</summary>
    public Uri? ForHttps { get; }

    /// <summary>Proxy of http:// URLs; null for none. May hold a password.</summary>
    public Uri? ForHttp { get; }

    /// <summary>What is reached without one.</summary>
    public string NoProxy { get; }

    /// <summary>Reads a proxy's URL; without a scheme it is an http:// one. Null for what is none.</summary>
    public static Uri? Parse(string text) =>
        Read(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text);

    /// <summary>The proxy of a URL; null for none.</summary>
    public Uri? For(Uri url)
    {
        var proxy = url.Scheme switch { "https" => ForHttps, "http" => ForHttp, _ => null };
        var host = url.IdnHost.ToLowerInvariant();
        var address = Addresses.Parse(host);
        var isDirect = host == "localhost" || (address is not null && System.Net.IPAddress.IsLoopback(address))
            || _direct.Any(entry => entry.Covers(host, address, url.Port));
        return isDirect ? null : proxy;
    }

    /// <summary>A proxy's URL as it may be shown.</summary>
    public static string Show(Uri? proxy) => proxy is null ? "no proxy" : $"{proxy.Scheme}://{proxy.Authority}";

    /// <inheritdoc/>
    public override string ToString() => $"https:// by {Show(ForHttps)}, http:// by {Show(ForHttp)}, but not "
        + $"{(NoProxy.Length == 0 ? "loopback" : $"loopback and {NoProxy}")}";

    private static Uri? Read(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0 && Schemes.Contains(url.Scheme) ? url : null;
}
