using System.Net;
using System.Net.Sockets;

namespace Coffer.Playground.Hosting;

/// <summary>Finds a port of this host that nobody listens on.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
