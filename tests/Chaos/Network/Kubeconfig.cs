using System.Text.RegularExpressions;

namespace Coffer.Chaos.Tests.Network;

/// <summary>The server in a kubeconfig with one cluster.</summary>
internal static partial class Kubeconfig
{
    public static string Server(string path) => ServerLine().Match(File.ReadAllText(path)).Groups["server"].Value;

    public static string WithPort(string path, int port)
    {
        var server = new UriBuilder(Server(path)) { Port = port };
        return ServerLine().Replace(File.ReadAllText(path), $"server: {server.Uri.GetLeftPart(UriPartial.Authority)}");
    }

    [GeneratedRegex(@"server: (?<server>\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex ServerLine();
}
