using System.Diagnostics;
using System.Globalization;
using System.Net;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.Chaos.Tests.Network;

/// <summary>
/// A place for each silo: a network namespace of its own on a common bridge where that can be had (root, and <c>ip</c>), else the loopback
/// address. Everything is named after this process, and what a killed one left is removed at the next start.
/// </summary>
internal sealed class SiloNetwork : IAsyncDisposable
{
    private const string Prefix = "coffer-chaos-";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coffer-chaos-");
    private readonly Servers _servers;
    private readonly List<Seat> _seats = [];
    private readonly string _bridge = $"cfb{Environment.ProcessId}";
    private readonly string _subnet = $"10.203.{Environment.ProcessId % 250}";

    private SiloNetwork(Servers servers, bool hasNamespaces) => (_servers, HasNamespaces) = (servers, hasNamespaces);

    /// <summary>Whether silos can be cut off from each other.</summary>
    public bool HasNamespaces { get; }

    public static SiloNetwork Open(Servers servers)
    {
        var network = new SiloNetwork(servers, CanHaveNamespaces());
        if (network.HasNamespaces)
        {
            Ip($"link add {network._bridge} type bridge");
            Ip($"addr add {network._subnet}.1/24 dev {network._bridge}");
            Ip($"link set {network._bridge} up");
        }

        return network;
    }

    /// <summary>Another place.</summary>
    public Seat Take()
    {
        var number = _seats.Count + 1;
        var api = Endpoint(new Uri(Kubeconfig.Server(_servers.Kubeconfig)));
        var seat = HasNamespaces ? TakeNamespace(number, api) : TakeLoopback(number, api);
        _seats.Add(seat);
        return seat;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var seat in _seats)
        {
            await seat.Api.DisposeAsync();
            await (seat.Vault?.DisposeAsync() ?? ValueTask.CompletedTask);
            if (seat.Link is not null)
            {
                Try($"netns del {Space(seat.Number)}");
            }
        }

        if (HasNamespaces)
        {
            Try($"link del {_bridge}");
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Runs <c>ip</c>.</summary>
    public static void Ip(string arguments)
    {
        var (code, text) = Try(arguments);
        if (code != 0)
        {
            throw new InvalidOperationException($"ip {arguments}: {text}");
        }
    }

    private Seat TakeLoopback(int number, IPEndPoint api)
    {
        var forwarder = new Forwarder(Forwarder.Listen(0), api);
        return new Seat(number, new Launch { SiloPort = FreePort.Next() }, Config(number, forwarder.Port), forwarder, null, null);
    }

    private Seat TakeNamespace(int number, IPEndPoint api)
    {
        var (space, link, address) = (Space(number), $"cfv{Environment.ProcessId}.{number}", $"{_subnet}.{number + 9}");
        Ip($"netns add {space}");
        Ip($"link add {link} type veth peer name eth0 netns {space}");
        Ip($"link set {link} master {_bridge} up");
        Ip($"-n {space} addr add {address}/24 dev eth0");
        Ip($"-n {space} link set eth0 up");
        Ip($"-n {space} link set lo up");
        var vault = Endpoint(_servers.VaultAddress);
        var launch = new Launch { Within = ["ip", "netns", "exec", space], Address = address, SiloPort = 11111 };
        return new Seat(
            number, launch, Config(number, api.Port), new Forwarder(NamespaceSocket.Listen(space, api.Port), api),
            new Forwarder(NamespaceSocket.Listen(space, vault.Port), vault), link);
    }

    /// <summary>The kubeconfig with another port.</summary>
    private string Config(int number, int port)
    {
        var path = Path.Combine(_folder.FullName, $"kubeconfig-{number}");
        File.WriteAllText(path, Kubeconfig.WithPort(_servers.Kubeconfig, port));
        return path;
    }

    private static string Space(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{number}");

    private static IPEndPoint Endpoint(Uri address) => new(IPAddress.Loopback, address.Port);

    private static bool CanHaveNamespaces()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Try("netns list") is not (0, var list))
        {
            return false;
        }

        foreach (var left in list.Split('\n').Select(line => line.Split(' ')[0]).Where(IsLeftBehind))
        {
            Try($"netns del {left}");
        }

        var probe = Space(0);
        return Try($"netns add {probe}").Code == 0
            && Try($"-n {probe} link add probe0 type veth peer name probe1").Code == 0 & Try($"netns del {probe}").Code == 0;
    }

    private static bool IsLeftBehind(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && !Directory.Exists($"/proc/{name[Prefix.Length..].Split('-')[0]}");

    private static (int Code, string Text) Try(string arguments)
    {
        try
        {
            using var ip =
                Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var text = ip.StandardOutput.ReadToEnd() + ip.StandardError.ReadToEnd();
            ip.WaitForExit();
            return (ip.ExitCode, text);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
