namespace Coffer.Bench;

/// <summary>What follows the first sync.</summary>
internal enum Scenario
{
    All,
    Create,
    Refresh,
    Change,
    Restart,
    Throughput,
    Idle,
    Hostile,
}

/// <summary>How a run is made.</summary>
/// <param name="Secrets">VaultStaticSecrets.</param>
/// <param name="Silos">Processes of the operator.</param>
/// <param name="Rate">Creates a second; 0 is as fast as it goes.</param>
/// <param name="Warm">Secrets synced and removed before the measurement.</param>
/// <param name="Scenario">What follows the first sync.</param>
/// <param name="Clustering">How the silos find each other: localhost or kubernetes.</param>
/// <param name="VaultLatency">Added to each answer of Vault.</param>
/// <param name="VaultRequests">Requests to Vault at once from each silo; 0 leaves the operator its default.</param>
/// <param name="Log">File for what the operator logs.</param>
internal sealed record BenchOptions(
    int Secrets, int Silos, int Rate, int Warm, Scenario Scenario, string Clustering, TimeSpan VaultLatency, int VaultRequests, string? Log)
{
    public bool Includes(Scenario scenario) => Scenario == Scenario.All || Scenario == scenario;
}
