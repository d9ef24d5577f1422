using System.Net;
using System.Net.Sockets;

namespace Coffer.Tests.Support;

/// <summary>
/// Finds a port of this host that nobody listens on. It lies below those that a system gives to outgoing connections and to whoever asks
/// for any port, so that none of them is given it before it is used; and a process gives none twice until all have had their turn.
/// </summary>
internal static class FreePort
{
    /// <summary>Linux gives away ports from 32,768 on, other systems from 49,152.</summary>
    private const int First = 20_000;

    private const int Count = 12_000;

    /// <summary>Processes that run side by side begin at places of their own.</summary>
    private static int _turn = Random.Shared.Next(Count);

    /// <exception cref="InvalidOperationException">Somebody listens on each of them.</exception>
    public static int Next()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _turn) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
