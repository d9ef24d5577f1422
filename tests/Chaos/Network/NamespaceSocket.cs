using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Coffer.Chaos.Tests.Network;

/// <summary>Makes sockets in another network namespace. A socket stays where it was made, whoever uses it.</summary>
internal static class NamespaceSocket
{
    private const int NetworkNamespace = 0x40000000;

    /// <summary>A socket that listens on the loopback address of the namespace.</summary>
    public static Socket Listen(string name, int port)
    {
        Socket? socket = null;
        Exception? failure = null;

        // A thread of its own: only it moves, and it ends.
        var thread = new Thread(() =>
        {
            try
            {
                using var space = File.OpenHandle($"/var/run/netns/{name}");
                Enter(space);
                socket = Forwarder.Listen(port);
            }
            catch (Exception error) when (error is IOException or Win32Exception or SocketException)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new InvalidOperationException($"No socket in {name}.", failure);
    }

    private static void Enter(SafeFileHandle space)
    {
        if (SetNamespace(space, NetworkNamespace) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(SafeFileHandle space, int type);
}
