using System.Diagnostics.Metrics;
using Coffer.Grains;
using OpenTelemetry.Metrics;

namespace Coffer.Silo.Hosting;

/// <summary>Metrics for Prometheus under <c>/metrics</c>: Coffer's own meters, the runtime's and Orleans'; and traces.</summary>
internal static class TelemetryHosting
{
    private const string Orleans = "Microsoft.Orleans";
    private const string Runtime = "System.Runtime";

    /// <summary>Four series per namespace that has a name, with room for those that come and go.</summary>
    private const int NamespaceSeries = 5_000;

    /// <summary>
    /// None of Orleans' and the runtime's instruments has more; the library sets places aside for each series of each of them.
    /// </summary>
    private const int FrameworkSeries = 200;

    /// <summary>The library's default buckets are meant for milliseconds; these are the usual ones for seconds.</summary>
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.AddTelemetryVariables();
        builder.AddTraces();
        builder.Services.AddSingleton<BuildMetrics>();
        builder.Services.AddOpenTelemetry().WithMetrics(static metrics => metrics
            .AddMeter("Coffer.*", Orleans, Runtime)
            .AddView(Stream)
            .AddPrometheusExporter());
    }

    public static void MapMetrics(this WebApplication app)
    {
        app.Services.GetRequiredService<BuildMetrics>();
        app.MapPrometheusScrapingEndpoint("/metrics");
    }

    /// <summary>
    /// The library stops at 2,000 series of an instrument. Its places are never given back, hence twice as many as
    /// there are objects at once.
    /// </summary>
    private static MetricStreamConfiguration? Stream(Instrument instrument) => instrument switch
    {
        Histogram<double> { Unit: "s" } => new ExplicitBucketHistogramConfiguration { Boundaries = Seconds },
        { Meter.Name: "Coffer.Secrets" } when instrument.Name.StartsWith("coffer.secret.", StringComparison.Ordinal) =>
            new MetricStreamConfiguration { CardinalityLimit = 2 * GrainOptions.MaxObjectMetrics },
        { Meter.Name: Orleans or Runtime } => new MetricStreamConfiguration { CardinalityLimit = FrameworkSeries },
        { Meter.Name: "Coffer.Secrets" or "Coffer.Vault" } => new MetricStreamConfiguration { CardinalityLimit = NamespaceSeries },
        _ => null,
    };
}
