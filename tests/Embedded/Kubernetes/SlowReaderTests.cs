using Coffer.Embedded.Kubernetes;
using static Coffer.Embedded.Tests.Kubernetes.TestCluster;

namespace Coffer.Embedded.Tests.Kubernetes;

/// <summary>A reader that does not take its events, as recorded from kube-apiserver 1.36.2.</summary>
public sealed class SlowReaderTests
{
    private const string Secrets = "/api/v1/namespaces/app/secrets";
    private const int Most = 400;

    [Fact]
    public async Task The_watch_of_a_reader_that_takes_nothing_ends_plainly_and_goes_on_from_the_last_version()
    {
        await using var cluster = await StartAsync(new EmbeddedKubernetesOptions { WatchBuffer = 10 });
        var start = (await cluster.GetAsync(Secrets)).Version;
        using var slow = await cluster.WatchAsync($"{Secrets}?watch=1&resourceVersion={start}");

        var written = 0;
        for (; cluster.Server.Watches.Count("secrets") > 0; written++)
        {
            Assert.True(written < Most, $"the watch is still open after {written} changes");
            await cluster.CreateAsync(Secrets, Secret($"s{written}", $$"""{"a":"{{new string('A', 400_000)}}"}"""));
        }

        var (seen, last) = (0, start);
        while (await slow.NextAsync() is { } change)
        {
            Assert.Equal(("ADDED", $"s{seen}"), ((string?)change["type"], (string?)change["object"]!["metadata"]!["name"]));
            last = (string)change["object"]!["metadata"]!["resourceVersion"]!;
            seen++;
        }

        Assert.InRange(seen, 10, written - 1);
        using var next = await cluster.WatchAsync($"{Secrets}?watch=1&resourceVersion={last}");
        for (; seen < written; seen++)
        {
            Assert.Equal($"ADDED s{seen}", await next.NextTitleAsync());
        }
    }

    [Fact]
    public async Task What_a_watch_is_told_of_the_past_does_not_count_against_its_reader()
    {
        await using var cluster = await StartAsync(new EmbeddedKubernetesOptions { WatchBuffer = 2 });
        var start = (await cluster.GetAsync(Secrets)).Version;
        for (var i = 0; i < 20; i++)
        {
            await cluster.CreateAsync(Secrets, Secret($"s{i}"));
        }

        using var watch = await cluster.WatchAsync($"{Secrets}?watch=1&resourceVersion={start}");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($"ADDED s{i}", await watch.NextTitleAsync());
        }

        await cluster.CreateAsync(Secrets, Secret("new"));
        Assert.Equal("ADDED new", await watch.NextTitleAsync());
    }
}
