using Microsoft.Extensions.Hosting;

namespace Coffer.Tests.Support;

/// <summary>For hosts that whoever started them stops, in an order of their own: a signal to the process ends none of them.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
