using Coffer.Playground.Hosting;
using Spectre.Console;

namespace Coffer.Playground;

/// <summary>Tells how to go on by hand.</summary>
internal sealed class Directions(IAnsiConsole console)
{
    public void Show(Servers servers, SiloGroup silos)
    {
        var table = new Table().NoBorder().HideHeaders().AddColumns("", "");
        table.AddRow("Orleans dashboard", silos.Dashboard.ToString());
        table.AddRow("kubeconfig", Markup.Escape(servers.Kubeconfig));
        table.AddRow("Vault address", servers.VaultAddress.ToString());
        table.AddRow("Vault token", Markup.Escape(servers.VaultToken));
        foreach (var (address, number) in silos.Addresses.Select((address, number) => (address, number + 1)))
        {
            table.AddRow($"silo {number}", $"{address}readyz  {address}metrics");
        }

        console.WriteLine();
        console.Write(table);
        console.WriteLine();
        console.MarkupLine("[grey]To go on by hand:[/]");
        // Written past the console's line wrapping, so that commands can be copied whole.
        Console.Out.WriteLine($"""
              kubectl --kubeconfig {servers.Kubeconfig} get vaultstaticsecrets,secrets -A
              kubectl --kubeconfig {servers.Kubeconfig} describe vaultstaticsecret vault-static-secret -n myapp
              curl -s -H 'X-Vault-Token: {servers.VaultToken}' -d '{"{"}"data":{"{"}"username":"demo","password":"summer"{"}"}{"}"}' {servers.VaultAddress}v1/kvv2/data/demo/config
              kubectl --kubeconfig {servers.Kubeconfig} delete secret my-secret -n myapp

            Changes are shown below. Ctrl-C ends it all.
            """);
    }
}
