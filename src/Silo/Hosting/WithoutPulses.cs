using System.Diagnostics;
using Coffer.Contracts.Grains;
using OpenTelemetry;

namespace Coffer.Silo.Hosting;

/// <summary>Keeps the calls out of traces that silos make every few seconds to see whether all is well.</summary>
internal sealed class WithoutPulses : BaseProcessor<Activity>
{
    private static readonly string[] Pulses =
    [
        $"{nameof(IResourceFeedGrain)}/{nameof(IResourceFeedGrain.Poke)}", $"{nameof(IPulseGrain)}/{nameof(IPulseGrain.Turn)}",
    ];

    public override void OnEnd(Activity data)
    {
        if (Pulses.Contains(data.DisplayName))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
