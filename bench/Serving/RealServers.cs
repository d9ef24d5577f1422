namespace Coffer.Bench.Serving;

/// <summary>The real servers that the environment names, by the variables of the end-to-end tests.</summary>
internal static class RealServers
{
    private const string VaultAddressVariable = "COFFER_TEST_VAULT_ADDR";
    private const string VaultTokenVariable = "COFFER_TEST_VAULT_TOKEN";

    /// <summary>Kubeconfig of a real API server; null for the embedded one.</summary>
    public static string? Kubeconfig => Given("COFFER_TEST_KUBECONFIG");

    /// <summary>A real Vault; null for the embedded one.</summary>
    /// <exception cref="InvalidOperationException">An address without a token.</exception>
    public static (string Address, string Token)? Vault => Given(VaultAddressVariable) is { } address
        ? (address, Given(VaultTokenVariable) ?? throw new InvalidOperationException($"{VaultAddressVariable} needs {VaultTokenVariable}."))
        : null;

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
