namespace Coffer.Chart.Tests.Support;

/// <summary>What tests need of the machine: why they are skipped, or null when it is there.</summary>
internal static class Needs
{
    public static string? Helm { get; } = Tool.Helm.IsThere ? null : "there is no helm on PATH";

    public static string? Helm4 { get; } =
        Helm ?? (Tool.Helm.RunAsync(null, null, "version", "--short").GetAwaiter().GetResult().Output.StartsWith("v4.", StringComparison.Ordinal) ? null : "the helm on PATH is not of version 4");

    public static string? Kubectl { get; } = Tool.Kubectl.IsThere ? null : "there is no kubectl on PATH";
}
