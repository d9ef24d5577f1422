using System.Diagnostics;
using Coffer.Contracts.Grains;
using OpenTelemetry;

namespace Coffer.Silo.Hosting;

/// <summary>Keeps the calls out of traces that silos make every few seconds to see whether all is well.</summary>
internal sealed class WithoutProbes : BaseProcessor<Activity>
{
    private static readonly string[] Probes =
    [
        $"{nameof(IResourceFeedGrain)}/{nameof(IResourceFeedGrain.Poke)}", $"{nameof(IHealthProbeGrain)}/{nameof(IHealthProbeGrain.Probe)}",
    ];

    public override void OnEnd(Activity data)
    {
        if (Probes.Contains(data.DisplayName))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
