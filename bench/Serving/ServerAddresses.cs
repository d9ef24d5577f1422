namespace Coffer.Bench.Serving;

/// <summary>Where the servers are, and what their administrator presents.</summary>
internal sealed record ServerAddresses(string Kubeconfig, Uri Vault, string VaultToken)
{
    public override string ToString() => "***";
}
