using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Coffer.Chaos.Tests.Network;

/// <summary>How a forwarder treats its connections.</summary>
internal enum Passage
{
    Open,

    /// <summary>Nothing gets through, and nobody is told: as when packets are dropped.</summary>
    Stalled,

    /// <summary>Connections break, and new ones are closed at once.</summary>
    Refused,
}

/// <summary>Carries TCP connections of one silo to a server, until it does not.</summary>
internal sealed class Forwarder : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly Socket _listener;
    private readonly IPEndPoint _target;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Passage _passage = Passage.Open;

    /// <param name="listener">Listens already, wherever the silo is.</param>
    /// <param name="target">The server, as this process reaches it.</param>
    public Forwarder(Socket listener, IPEndPoint target)
    {
        (_listener, _target) = (listener, target);
        _gate.SetResult();
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>A socket of this host that listens on the loopback address.</summary>
    /// <param name="port">0 takes a free one.</param>
    public static Socket Listen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Listen(256);
        return socket;
    }

    public void Become(Passage passage)
    {
        var before = _passage;
        _passage = passage;
        if (passage == Passage.Stalled)
        {
            _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        else if (before == Passage.Stalled)
        {
            _gate.TrySetResult();
        }

        if (passage == Passage.Refused)
        {
            Break();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Break();
        await _accepting;
    }

    private void Break()
    {
        foreach (var socket in _open.Keys)
        {
            socket.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptAsync(_stop.Token);
                _ = Task.Run(() => CarryAsync(client));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            _open[client] = _open[server] = true;
            try
            {
                if (_passage != Passage.Refused)
                {
                    await _gate.Task.WaitAsync(_stop.Token);
                    await server.ConnectAsync(_target, _stop.Token);
                    await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
                }
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Either side hung up, or was made to.
            }
            finally
            {
                _open.TryRemove(client, out _);
                _open.TryRemove(server, out _);
            }
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, SocketFlags.None, _stop.Token) is > 0 and var count)
            {
                await _gate.Task.WaitAsync(_stop.Token);
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None, _stop.Token);
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The other direction ends with it.
        }
    }
}
