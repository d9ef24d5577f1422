using System.Net;
using Coffer.Domain.Proxies;

namespace Coffer.Silo.Hosting;

/// <summary>The rules of proxies as .NET's handlers ask for them; one for Kubernetes and for Vault.</summary>
internal sealed class OutboundProxy : IWebProxy
{
    private readonly ProxyRules _rules;

    public OutboundProxy(ProxyRules rules)
    {
        _rules = rules;
        var credentials = new CredentialCache();
        foreach (var proxy in new[] { rules.ForHttps, rules.ForHttp }
            .OfType<Uri>().Where(proxy => proxy.UserInfo.Length > 0).DistinctBy(Bare))
        {
            var parts = proxy.UserInfo.Split(':', 2);
            var (user, password) = (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? ""));
            // .NET asks for credentials of a SOCKS proxy by its scheme, and for those of others by how they are sent.
            var type = proxy.Scheme.StartsWith("socks", StringComparison.Ordinal) ? proxy.Scheme : "Basic";
            credentials.Add(Bare(proxy), type, new NetworkCredential(user, password));
        }

        Credentials = credentials;
    }

    public ICredentials? Credentials { get; set; }

    public Uri? GetProxy(Uri destination) => _rules.For(destination) is { } proxy ? Bare(proxy) : null;

    public bool IsBypassed(Uri host) => _rules.For(host) is null;

    private static Uri Bare(Uri proxy) => new(proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
}
