using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Kube.Tests.Denials;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Watching;

/// <summary>An API server ends the watch of a reader that takes too little, without a word of why.</summary>
public sealed class SlowSinkTests
{
    private const int Most = 2_000;

    [Fact]
    public async Task A_sink_that_stood_still_goes_on_from_the_last_version_without_a_new_list()
    {
        await using var world = await DeniedWorld.StartAsync(options => options with { WatchBuffer = 10 });
        using var goes = new ManualResetEventSlim();
        var sink = new RecordingSink { OnSeen = item => goes.Wait(item.Key.Name == "s0" ? TimeSpan.FromSeconds(90) : TimeSpan.Zero) };
        using var stop = new CancellationTokenSource();
        var running = world.Get<IResourceWatch>().RunAsync(ResourceKinds.Secret, "app", sink, stop.Token);
        await Eventually.IsTrueAsync(() => world.Server.Watches.Count("secrets") > 0, "the watch");

        var written = 0;
        for (; world.Server.Watches.Count("secrets") > 0; written++)
        {
            Assert.True(written < Most, $"the watch is still open after {written} changes");
            Assert.Null((await world.Get<ISecretWriter>().ApplyAsync(Large($"s{written}"), default)).Failure);
        }

        goes.Set();
        await Eventually.IsTrueAsync(() => sink.Present.Count == written, () => $"{written} Secrets; there are {sink.Present.Count}");

        Assert.Equal(1, sink.Count("listing"));
        Assert.Empty(sink.Failures);
        await stop.CancelAsync();
        await running;
    }

    /// <summary>Secrets are watched by their metadata alone, so that it is these that are large.</summary>
    private static SecretManifest Large(string name) => new()
    {
        Key = new ObjectKey("app", name),
        ResourceVersion = "1",
        Type = "Opaque",
        Data = new Dictionary<string, ReadOnlyMemory<byte>>(),
        Labels = new Dictionary<string, string>(),
        Annotations = new Dictionary<string, string> { ["large"] = new string('A', 200_000) },
    };
}
