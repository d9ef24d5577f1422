using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Coffer.Silo.Hosting;

/// <summary>Metrics for Prometheus under <c>/metrics</c>: Coffer's own meters, the runtime's and Orleans'.</summary>
internal static class TelemetryHosting
{
    /// <summary>The library's default buckets are meant for milliseconds; these are the usual ones for seconds.</summary>
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Coffer.*", "Microsoft.Orleans", "System.Runtime")
            .AddView(Buckets)
            .AddPrometheusExporter());
        return services;
    }

    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics");

    private static ExplicitBucketHistogramConfiguration? Buckets(Instrument instrument) =>
        instrument is Histogram<double> { Unit: "s" } ? new ExplicitBucketHistogramConfiguration { Boundaries = Seconds } : null;
}
