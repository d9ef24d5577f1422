using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coffer.Tests.Support;

/// <summary>
/// A SOCKS5 proxy (RFC 1928) that demands a user and a password (RFC 1929). Whatever name is asked for, it goes to that port of this host.
/// </summary>
internal sealed class TestSocksProxy : IDisposable
{
    private const byte Version = 5;
    private const byte ByPassword = 2;
    private const byte NoMethod = 0xff;
    private const byte DomainName = 3;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly string _credentials;

    /// <param name="credentials"><c>user:password</c>.</param>
    public TestSocksProxy(string credentials)
    {
        _credentials = credentials;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary><c>name:port</c> of the connections that were let pass.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two sides went away.
        }
    }

    private async Task ServeAsync(NetworkStream client)
    {
        var methods = await ReadAsync(client, (await ReadAsync(client, 2))[1]);
        if (!methods.Contains(ByPassword))
        {
            await client.WriteAsync(new[] { Version, NoMethod }, _end.Token);
            return;
        }

        await client.WriteAsync(new[] { Version, ByPassword }, _end.Token);
        await ReadAsync(client, 1);
        var isKnown = $"{await TextAsync(client)}:{await TextAsync(client)}" == _credentials;
        await client.WriteAsync(new byte[] { 1, (byte)(isKnown ? 0 : 1) }, _end.Token);
        if (!isKnown || (await ReadAsync(client, 4))[3] != DomainName)
        {
            return;
        }

        var (name, port) = (await TextAsync(client), BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(client, 2)));
        _requests.Enqueue($"{name}:{port}");
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, port, _end.Token);
        await client.WriteAsync(new byte[] { Version, 0, 0, 1, 127, 0, 0, 1, 0, 0 }, _end.Token);
        await Task.WhenAny(client.CopyToAsync(server.GetStream(), _end.Token), server.GetStream().CopyToAsync(client, _end.Token));
    }

    private async Task<string> TextAsync(NetworkStream client) =>
        Encoding.UTF8.GetString(await ReadAsync(client, (await ReadAsync(client, 1))[0]));

    private async Task<byte[]> ReadAsync(NetworkStream client, int length)
    {
        var bytes = new byte[length];
        await client.ReadExactlyAsync(bytes, _end.Token);
        return bytes;
    }
}
