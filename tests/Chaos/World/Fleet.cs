using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.Chaos.Tests.Network;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.Chaos.Tests.World;

/// <summary>A silo at its place.</summary>
internal sealed record Silo(string Name, Seat Seat, CofferProcess Process);

/// <summary>The silos that are to run, each a process at a place of its own.</summary>
internal sealed class Fleet(Servers servers, Stage stage, params string[] flags) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);

    private readonly SiloNetwork _network = SiloNetwork.Open(servers);
    private readonly List<Silo> _silos = [];
    private readonly List<CofferProcess> _gone = [];
    private int _started;

    public IReadOnlyList<Silo> Silos => _silos;

    public bool HasNamespaces => _network.HasNamespaces;

    /// <summary>How many were ever started.</summary>
    public int Started => _started;

    /// <summary>Starts one at a place, by default a new one, and waits until it is ready.</summary>
    public async Task<Silo> StartAsync(Seat? seat = null, string? folder = null)
    {
        seat ??= _network.Take();
        var name = string.Create(CultureInfo.InvariantCulture, $"silo-{Interlocked.Increment(ref _started)}");
        var launch = folder is null ? seat.Launch : seat.Launch with { Folder = folder };
        var process = await CofferProcess.StartAsync(
            launch, seat.Kubeconfig, stage.Home, [stage.Home, stage.Central, stage.App],
            ["--clustering", "kubernetes", "--silo-name", name, "--advertised-address", launch.Address, "--log-level", "information",
                .. flags]);
        var silo = new Silo(name, seat, process);
        lock (_silos)
        {
            _silos.Add(silo);
        }

        return silo;
    }

    /// <summary>No longer one of those that are to run.</summary>
    public void Strike(Silo silo)
    {
        if (_silos.RemoveAll(other => other == silo) > 0)
        {
            _gone.Add(silo.Process);
        }
    }

    /// <summary>Waits until the silo serves as a member, or has ended itself: nothing in between may last.</summary>
    /// <returns>Whether it serves.</returns>
    public async Task<bool> SettledAsync(Silo silo)
    {
        using var http = new HttpClient { BaseAddress = silo.Process.Http, Timeout = TimeSpan.FromSeconds(15) };
        await Until.SeenAsync($"{silo.Name} to be a ready member, or to have ended", Patience, async () =>
        {
            if (silo.Process.HasEnded)
            {
                return (true, "");
            }

            var status = await StatusAsync(silo.Name);
            using var ready = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
            return (ready.IsSuccessStatusCode && status == "Active",
                $"{status}, /readyz {(int)ready.StatusCode}{Environment.NewLine}{silo.Process.Tail()}");
        }, default);
        return !silo.Process.HasEnded;
    }

    /// <summary>What the table says of it; null when it has no row.</summary>
    public async Task<string?> StatusAsync(string name)
    {
        var table = await stage.Kube.FindAsync(new ObjectId("v1", "ConfigMap", stage.Home, "coffer-silos-coffer"), default);
        var rows = table?["data"]?.AsObject().Where(pair => pair.Key.StartsWith("silo.", StringComparison.Ordinal)) ?? [];
        return rows.Select(row => JsonNode.Parse((string)row.Value!)!)
            .Where(row => (string)row["name"]! == name).Select(row => (string)row["status"]!).FirstOrDefault();
    }

    /// <summary>Resident memory of each, in bytes.</summary>
    public IReadOnlyList<long> Resident() =>
        [.. _silos.Where(silo => !silo.Process.HasEnded).Select(silo => Resident(silo.Process.Id)).Where(bytes => bytes > 0)];

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _silos.Select(silo => silo.Process).Concat(_gone))
        {
            await process.DisposeAsync();
        }

        await _network.DisposeAsync();
    }

    private static long Resident(int process)
    {
        try
        {
            var line = File.ReadAllLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException)
        {
            return 0;
        }
    }
}
