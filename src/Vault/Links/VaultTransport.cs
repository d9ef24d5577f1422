using System.Net.Security;
using System.Net.Sockets;
using Coffer.Contracts.Vault;

namespace Coffer.Vault.Links;

/// <summary>Makes the socket handler of one endpoint.</summary>
internal static class VaultTransport
{
    // A new address of the Vault's name is noticed after this time at the latest.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static SocketsHttpHandler Create(VaultEndpoint endpoint, CertificateCheck check, VaultOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.TryTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            // The rest of an answer that nobody wants is not worth reading: close instead.
            MaxResponseDrainSize = 64 * 1024,
            SslOptions = check.Options,
        };
        if (endpoint is { TlsServerName: not null, Address.Scheme: "https" })
        {
            // The handler takes the TLS name from the URL or the Host header; here it is neither, so TLS is made by hand, which rules out a proxy.
            handler.UseProxy = false;
            handler.ConnectCallback = (context, cancellation) => ConnectAsync(context, check.Options, cancellation);
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, SslClientAuthenticationOptions options, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            var stream = new NetworkStream(socket, ownsSocket: true);
            return context.InitialRequestMessage.RequestUri?.Scheme == "https" ? await SecureAsync(stream, options, cancellation) : stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> SecureAsync(NetworkStream stream, SslClientAuthenticationOptions options, CancellationToken cancellation)
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
