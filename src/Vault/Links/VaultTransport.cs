using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Coffer.Contracts.Vault;

namespace Coffer.Vault.Links;

/// <summary>Makes the socket handler of one endpoint.</summary>
internal sealed class VaultTransport
{
    // A new address of the Vault's name is noticed after this time at the latest.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly Reach _reach;
    private readonly IWebProxy? _proxy;
    private readonly SslClientAuthenticationOptions _tls;
    private readonly bool _namesItself;

    private VaultTransport(VaultEndpoint endpoint, Reach reach, CertificateCheck check, VaultOptions options)
    {
        (_reach, _proxy, _tls) = (reach, options.Proxy, check.Options);
        _namesItself = endpoint is { TlsServerName: not null, Address.Scheme: "https" };
    }

    public static SocketsHttpHandler Create(VaultEndpoint endpoint, Reach reach, CertificateCheck check, VaultOptions options)
    {
        var transport = new VaultTransport(endpoint, reach, check, options);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // Shorter than a try: a connection that can't be made speaks against the server, an answer that does not come
            // against what was asked for.
            ConnectTimeout = options.TryTimeout / 2,
            PooledConnectionLifetime = ConnectionLifetime,
            // The rest of an answer that nobody wants is not worth reading: close instead.
            MaxResponseDrainSize = 64 * 1024,
            SslOptions = check.Options,
            // The handler takes the TLS name from the URL or the Host header. Where it is neither, TLS is made by hand, and with it
            // the way through a proxy.
            UseProxy = options.Proxy is not null && !transport._namesItself,
            Proxy = options.Proxy,
            ConnectCallback = transport.ConnectAsync,
        };
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var url = context.InitialRequestMessage.RequestUri;
        if (_namesItself && url?.Scheme == "https")
        {
            return await SecureAsync(await TunnelOrDirectAsync(url, context.DnsEndPoint, cancellation), _tls, cancellation);
        }

        // A proxy is the operator's choice, and finds the address of the name itself.
        return IsProxy(context.InitialRequestMessage)
            ? await OpenAsync(
                await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation), context.DnsEndPoint.Port, cancellation)
            : await DirectAsync(context.DnsEndPoint, cancellation);
    }

    private async Task<Stream> TunnelOrDirectAsync(Uri url, DnsEndPoint target, CancellationToken cancellation) =>
        ProxyOf(url) is { } proxy
            ? await ProxyTunnel.OpenAsync(proxy, _proxy?.Credentials?.GetCredential(proxy, "Basic"), target, OpenAsync, cancellation)
            : await DirectAsync(target, cancellation);

    private async Task<Stream> DirectAsync(DnsEndPoint target, CancellationToken cancellation) =>
        await OpenAsync(await _reach.ResolveAsync(target.Host, target.Port, cancellation), target.Port, cancellation);

    /// <summary>The handler asks a proxy for a tunnel by a request of its own.</summary>
    private bool IsProxy(HttpRequestMessage request) =>
        !_namesItself && (request.Method == HttpMethod.Connect || (request.RequestUri is { } url && ProxyOf(url) is not null));

    private Uri? ProxyOf(Uri url) => _proxy is null || _proxy.IsBypassed(url) ? null : _proxy.GetProxy(url);

    private static async Task<Stream> OpenAsync(IPAddress[] addresses, int port, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> SecureAsync(Stream stream, SslClientAuthenticationOptions options, CancellationToken cancellation)
    {
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(options, cancellation);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }
}
