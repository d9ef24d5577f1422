using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Coffer.Silo.Hosting;

/// <summary>Which build this is, under the reference operator's name: meter <c>Coffer.Build</c>.</summary>
internal sealed class BuildMetrics : IDisposable
{
    private readonly Meter _meter = new("Coffer.Build");

    public BuildMetrics() => _meter.CreateObservableGauge(
        "vso_build_info",
        static () => new Measurement<int>(1, new("git_version", Version), new("platform", RuntimeInformation.RuntimeIdentifier)), null,
        "Always 1; its labels tell the build");

    private static string Version =>
        typeof(BuildMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public void Dispose() => _meter.Dispose();
}
