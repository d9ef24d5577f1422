using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coffer.Tests.Support;

/// <summary>
/// A real forward proxy: tunnels by CONNECT, and requests with an absolute URL. Whatever host is asked for, it goes to that port of this
/// host, so a name that nobody else can resolve tells that the proxy was used.
/// </summary>
internal sealed class TestProxy : IDisposable
{
    private const int LongestHead = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly string? _authorization;

    /// <param name="credentials"><c>user:password</c> that it demands; null for none.</param>
    public TestProxy(string? credentials = null)
    {
        _authorization = credentials is null
            ? null
            : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}";
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>First lines of the requests that were let pass.</summary>
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
        var head = await HeadAsync(client);
        while (_authorization is not null && !head.Contains(_authorization, StringComparison.Ordinal))
        {
            await SayAsync(client,
                "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n");
            head = await HeadAsync(client);
        }

        var line = head[..head.IndexOf('\r', StringComparison.Ordinal)];
        var (method, target) = (line.Split(' ')[0], line.Split(' ')[1]);
        _requests.Enqueue(line);
        var port = method == "CONNECT"
            ? int.Parse(target[(target.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture)
            : new Uri(target).Port;
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, port, _end.Token);
        await (method == "CONNECT" ? SayAsync(client, "HTTP/1.1 200 Connection established\r\n\r\n") : SayAsync(server.GetStream(), head));
        await Task.WhenAny(client.CopyToAsync(server.GetStream(), _end.Token), server.GetStream().CopyToAsync(client, _end.Token));
    }

    private async Task<string> HeadAsync(NetworkStream client)
    {
        var (head, one) = (new StringBuilder(), new byte[1]);
        while (head.Length < LongestHead && !head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append(await client.ReadAsync(one, _end.Token) == 1 ? (char)one[0] : throw new IOException("the client went away"));
        }

        return head.ToString();
    }

    private async Task SayAsync(NetworkStream to, string text) => await to.WriteAsync(Encoding.Latin1.GetBytes(text), _end.Token);
}
