using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Text;

namespace Coffer.Vault.Links;

/// <summary>A connection through a proxy by the method CONNECT, for TLS that is not the handler's own.</summary>
internal static class ProxyTunnel
{
    private const int LongestAnswer = 16 * 1024;

    /// <param name="proxy">An http:// or https:// URL.</param>
    /// <param name="credential">User and password; null for a proxy that wants none.</param>
    /// <param name="target">Where to.</param>
    /// <param name="open">Connects.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public static async Task<Stream> OpenAsync(
        Uri proxy, NetworkCredential? credential, DnsEndPoint target, Func<IPAddress[], int, CancellationToken, Task<Stream>> open,
        CancellationToken cancellation)
    {
        if (proxy.Scheme is not ("http" or "https"))
        {
            throw new HttpRequestException(
                HttpRequestError.ProxyTunnelError, $"spec.tlsServerName can't be used through a proxy of the scheme {proxy.Scheme}");
        }

        var stream = await open(await Dns.GetHostAddressesAsync(proxy.IdnHost, cancellation), proxy.Port, cancellation);
        try
        {
            if (proxy.Scheme == "https")
            {
                var secure = new SslStream(stream);
                stream = secure;
                await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = proxy.IdnHost }, cancellation);
            }

            await stream.WriteAsync(Encoding.Latin1.GetBytes(Request(credential, target)), cancellation);
            var status = await StatusAsync(stream, cancellation);
            return status == 200
                ? stream
                : throw new HttpRequestException(HttpRequestError.ProxyTunnelError, $"the proxy answered {status}");
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static string Request(NetworkCredential? credential, DnsEndPoint target)
    {
        var place = target.Host.Contains(':', StringComparison.Ordinal) ? $"[{target.Host}]:{target.Port}" : $"{target.Host}:{target.Port}";
        var authorization = credential is null
            ? ""
            : "Proxy-Authorization: Basic "
                + $"{Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"))}\r\n";
        return $"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n{authorization}\r\n";
    }

    /// <summary>Reads the answer's head, byte by byte: what comes after it belongs to TLS.</summary>
    private static async Task<int> StatusAsync(Stream stream, CancellationToken cancellation)
    {
        var (head, one) = (new StringBuilder(), new byte[1]);
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (head.Length == LongestAnswer || await stream.ReadAsync(one, cancellation) == 0)
            {
                throw new HttpRequestException(HttpRequestError.ProxyTunnelError, "the proxy's answer is not HTTP");
            }

            head.Append((char)one[0]);
        }

        return head.ToString().Split(' ') is [var version, var status, ..] && version.StartsWith("HTTP/1.", StringComparison.Ordinal)
            && int.TryParse(status.AsSpan(0, Math.Min(3, status.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                ? code
                : throw new HttpRequestException(HttpRequestError.ProxyTunnelError, "the proxy's answer is not HTTP");
    }
}
