namespace Coffer.Chart.Tests.Support;

/// <summary>What tests need of the machine: why they are skipped, or null when it is there.</summary>
internal static class Needs
{
    public static string? Helm { get; } = Tool.Helm.IsThere ? null : "there is no helm on PATH";

    public static string? Helm4 { get; } =
        Helm
        ?? (Tool.Helm.RunAsync(null, null, "version", "--short").GetAwaiter().GetResult().Output.StartsWith("v4.", StringComparison.Ordinal)
            ? null
            : "the helm on PATH is not of version 4");

    /// <summary>Kubeconfig of an administrator of a real cluster; null: there is none to test with.</summary>
    public static string? Kubeconfig { get; } = Environment.GetEnvironmentVariable("COFFER_TEST_KUBECONFIG") is { Length: > 0 } path
        ? path
        : null;

    public static string? Server { get; } = Kubeconfig is null
        ? "COFFER_TEST_KUBECONFIG names no real API server, and no other one evaluates policies"
        : null;

    public static string? Kubectl { get; } = Tool.Kubectl.IsThere ? null : "there is no kubectl on PATH";
}
