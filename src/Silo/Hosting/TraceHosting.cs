using System.Collections;
using Coffer.Contracts;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Coffer.Silo.Hosting;

/// <summary>
/// Traces over OTLP, from the hand-out of a change to the rollout. Everything about it is OpenTelemetry's own variables; without an
/// endpoint no span is made.
/// </summary>
internal static class TraceHosting
{
    private const string Prefix = "OTEL_";

    /// <summary>Spans of the calls between actors; they join the turns of one trace across silos.</summary>
    private const string ActorCalls = "Microsoft.Orleans.Application";

    public static bool IsWanted(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"])
        || !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

    /// <summary>The host reads no variables of its own: these are the exception.</summary>
    public static void AddTelemetryVariables(this WebApplicationBuilder builder) => builder.Configuration.AddInMemoryCollection(
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value))
            .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal)));

    public static void AddTraces(this WebApplicationBuilder builder)
    {
        if (IsWanted(builder.Configuration))
        {
            builder.Services.AddOpenTelemetry()
                .ConfigureResource(static resource => resource.AddService("coffer").AddEnvironmentVariableDetector())
                .WithTracing(static traces => traces.AddSource(Traces.Name, ActorCalls).AddProcessor<WithoutProbes>().AddOtlpExporter());
        }
    }
}
