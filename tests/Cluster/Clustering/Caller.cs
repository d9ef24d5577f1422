using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.Cluster.Tests.Clustering;

/// <summary>Somebody who connects to a silo's port by hand.</summary>
internal static class Caller
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Speaks TLS with this certificate, and says whether the silo accepted it: it then says so by a byte.</summary>
    public static async Task<bool> IsAcceptedAsync(
        int port, SslStreamCertificateContext? certificate, SslProtocols protocols = SslProtocols.Tls13)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", port);
        await using var tls = new SslStream(tcp.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "silo",
            EnabledSslProtocols = protocols,
            ClientCertificateContext = certificate,
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
        };
        try
        {
            await tls.AuthenticateAsClientAsync(options).WaitAsync(Patience);
            return await tls.ReadAsync(new byte[1]).AsTask().WaitAsync(Patience) == 1;
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            return false;
        }
    }

    /// <summary>Sends bytes without TLS and reads until the silo hangs up.</summary>
    public static async Task<byte[]> SayAsync(int port, byte[] words)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", port);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(words);
        var heard = new MemoryStream();
        try
        {
            await stream.CopyToAsync(heard).WaitAsync(Patience);
        }
        catch (IOException)
        {
            // Hung up by a reset.
        }

        return heard.ToArray();
    }

    public static SslStreamCertificateContext Context(X509Certificate2 certificate) =>
        SslStreamCertificateContext.Create(certificate, null, offline: true);
}
