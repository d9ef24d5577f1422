using System.CommandLine;
using Spectre.Console;

namespace Coffer.Bench;

/// <summary>The command line.</summary>
internal static class BenchCommand
{
    private static readonly Option<int> Secrets =
        new("--secrets") { Description = "VaultStaticSecrets under one VaultAuth.", DefaultValueFactory = _ => 1000 };
    private static readonly Option<int> Silos =
        new("--silos") { Description = "Silos of the operator, each in a process of its own.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Rate =
        new("--rate") { Description = "Creates a second; 0 is as fast as it goes.", DefaultValueFactory = _ => 0 };
    private static readonly Option<int> Warm =
        new("--warm") { Description = "Secrets synced and removed before the measurement.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string> Clustering = new("--clustering")
    {
        Description = "How the silos find each other: localhost or kubernetes.",
        DefaultValueFactory = _ => "localhost",
    };
    private static readonly Option<int> VaultLatency =
        new("--vault-latency") { Description = "Milliseconds added to each answer of Vault.", DefaultValueFactory = _ => 0 };
    private static readonly Option<int> VaultRequests = new("--vault-requests")
    {
        Description = "Requests to Vault at once from each silo; 0 is the operator's default.",
        DefaultValueFactory = _ => 0,
    };
    private static readonly Option<FileInfo?> Log =
        new("--log") { Description = "File for what the operator logs; without one only its last lines are kept, for messages." };

    private static readonly Option<Scenario> Scenarios = new("--scenario")
    {
        Description = "What follows the first sync: nothing (create), unchanged refreshes, changed values, a restart of all silos, "
            + "or all of them; throughput (as many refreshes as go), idle (nothing due for a minute) and hostile (a tenant who "
            + "wants to do harm) come alone.",
        DefaultValueFactory = _ => Scenario.All,
    };

    public static RootCommand Create()
    {
        var root = new RootCommand("Measures what Coffer costs: times, calls counted at the servers, memory, CPU. Exits 1 when a "
            + "count is not what was promised.")
        {
            Secrets, Silos, Rate, Warm, Clustering, VaultLatency, VaultRequests, Log, Scenarios,
        };
        Secrets.Validators.Add(result => Within(result, Secrets, 1, 100_000));
        Silos.Validators.Add(result => Within(result, Silos, 1, 9));
        Rate.Validators.Add(result => Within(result, Rate, 0, 100_000));
        Warm.Validators.Add(result => Within(result, Warm, 0, 10_000));
        Clustering.AcceptOnlyFromAmong("localhost", "kubernetes");
        VaultLatency.Validators.Add(result => Within(result, VaultLatency, 0, 10_000));
        VaultRequests.Validators.Add(result => Within(result, VaultRequests, 0, 1000));
        root.SetAction((parsed, cancellation) => new Bench(AnsiConsole.Console, Read(parsed)).RunAsync(cancellation));
        return root;
    }

    private static BenchOptions Read(ParseResult parsed) => new(
        parsed.GetValue(Secrets), parsed.GetValue(Silos), parsed.GetValue(Rate), parsed.GetValue(Warm), parsed.GetValue(Scenarios),
        parsed.GetValue(Clustering)!, TimeSpan.FromMilliseconds(parsed.GetValue(VaultLatency)), parsed.GetValue(VaultRequests),
        parsed.GetValue(Log)?.FullName);

    private static void Within(System.CommandLine.Parsing.OptionResult result, Option<int> option, int least, int most)
    {
        if (result.GetValue(option) is var value && (value < least || value > most))
        {
            result.AddError($"{option.Name}: {value} is not from {least} to {most}.");
        }
    }
}
