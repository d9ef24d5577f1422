using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.Chaos.Tests.Watching;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.Chaos.Tests.World;

/// <summary>
/// Many VaultStaticSecrets, the workloads that they roll, and the books on all of them. One in five shares a Deployment with four others.
/// </summary>
internal sealed class Estate : IAsyncDisposable
{
    private const int Sharing = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    private readonly Stage _stage;
    private long _number;

    private Estate(Stage stage, int count)
    {
        _stage = stage;
        Names = [.. Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"s{number:D4}"))];
        Secrets = new SecretLedger(stage.Kube, stage.App);
        Workloads = new WorkloadLedger(stage.Kube, stage.App);
        Journals = new JournalLedger(stage.Kube, stage.App);
    }

    public IReadOnlyList<string> Names { get; }

    public SecretLedger Secrets { get; }

    public WorkloadLedger Workloads { get; }

    public JournalLedger Journals { get; }

    /// <summary>Puts so far, the first ones included.</summary>
    public long Puts => Interlocked.Read(ref _number);

    public static async Task<Estate> BuildAsync(Stage stage, int count, string refreshAfter)
    {
        var estate = new Estate(stage, count);
        await stage.DeclareLoginAsync();
        await Parallel.ForEachAsync(estate.Names, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (name, _) =>
        {
            await estate.PutAsync(name);
            await stage.ApplyAsync(estate.Deployment(estate.Workload(name)));
            await stage.DeclareAsync(name, manifest =>
            {
                manifest["spec"]!["refreshAfter"] = refreshAfter;
                manifest["spec"]!["rolloutRestartTargets"] = new JsonArray(
                    new JsonObject { ["kind"] = "Deployment", ["name"] = estate.Workload(name) });
            }, name);
        });
        return estate;
    }

    /// <summary>The next number for a secret.</summary>
    public async Task PutAsync(string name)
    {
        var number = Interlocked.Increment(ref _number);
        Secrets.Of(name).Put(number);
        await _stage.Vault.PutAsync(name, (SecretLedger.Key, number.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Rotates one after the other, at random, until it is told to stop.</summary>
    public async Task RotateAsync(int aSecond, Random random, CancellationToken stop)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / aSecond), TimeProvider.System);
        while (!stop.IsCancellationRequested)
        {
            await PutAsync(Names[random.Next(Names.Count)]);
            try
            {
                await beat.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Waits until every Secret holds what was put last and every workload was rolled after its last change.</summary>
    public Task InDateAsync() => Until.TrueAsync(
        "everything to be in date", Patience, () => Task.FromResult(!Names.Any(name => IsLate(name) || IsOwed(name))), DescribeAsync,
        default);

    /// <summary>No rotation lost or taken back, no rollout too many, no gap in a journal.</summary>
    public void MustBeWhole()
    {
        Secrets.MustStillRead();
        Workloads.MustStillRead();
        Journals.MustStillRead();
        Assert.Equal([], Names.Where(name => Secrets.Of(name).WentBack));
        Assert.Equal([], Workloads.Objects.SelectMany(page => page.Value.Unasked.Select(fault => $"{page.Key}: {fault}")));
        Assert.Equal(
            [], Journals.Objects.SelectMany(page => page.Value.Faults.Concat(page.Value.Gaps()).Select(fault => $"{page.Key}: {fault}")));
        foreach (var sources in Names.GroupBy(Workload))
        {
            var (changes, page) = (sources.Sum(name => Secrets.Of(name).Changes), Workloads.Of(sources.Key));
            Assert.True(page.Stamps <= changes, $"{sources.Key}: {page.Stamps} requests carried out for {changes} changes");
            Assert.True(page.Rollouts <= page.Stamps, $"{sources.Key}: {page.Rollouts} rollouts for {page.Stamps} requests");
        }
    }

    /// <summary>The figures, in a few lines.</summary>
    public IEnumerable<string> Figures()
    {
        var delays = Secrets.Objects.Values.SelectMany(page => page.Delays).Order().ToList();
        var changes = Secrets.Objects.Values.Sum(page => page.Changes);
        var carriedOut = Workloads.Objects.Values.Sum(page => page.Stamps);
        yield return $"rotations: {Puts - Names.Count:N0}; changes of Secrets: {changes:N0}; events: "
            + $"{Journals.Objects.Values.Sum(page => page.Version):N0}";
        yield return $"rollouts: {Workloads.Objects.Values.Sum(page => page.Rollouts):N0} for {carriedOut:N0} requests; changes whose "
            + $"rollout was that of a later one: {changes - carriedOut:N0}";
        yield return string.Create(CultureInfo.InvariantCulture, $"put to Secret: median {delays[delays.Count / 2].TotalSeconds:F1} s, p99 "
            + $"{delays[delays.Count * 99 / 100].TotalSeconds:F1} s, worst {delays[^1].TotalSeconds:F1} s");
    }

    public async ValueTask DisposeAsync()
    {
        await Secrets.DisposeAsync();
        await Workloads.DisposeAsync();
        await Journals.DisposeAsync();
    }

    private async Task<string> DescribeAsync()
    {
        var (late, owed) = (Names.Where(IsLate).ToList(), Names.Where(IsOwed).ToList());
        var first = late.Concat(owed).FirstOrDefault();
        var example = first is null ? "" : $", e.g. {await _stage.DescribeAsync(_stage.StaticSecret(first))}";
        return $"{late.Count} Secrets late, {owed.Count} rollouts owed{example}";
    }

    private bool IsLate(string name) => Secrets.Of(name) is var page && page.Held != page.Wanted;

    private bool IsOwed(string name) =>
        Secrets.Of(name) is { Changes: > 0 } secret && Workloads.Of(Workload(name)).RolledAt < secret.ChangedAt;

    private string Workload(string name)
    {
        var number = int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);
        return number < Names.Count / Sharing ? string.Create(CultureInfo.InvariantCulture, $"shared{number / Sharing:D3}") : name;
    }

    private string Deployment(string name) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{name}}, namespace: {{_stage.App}} }
        spec:
          replicas: 1
          selector: { matchLabels: { app: {{name}} } }
          template:
            metadata: { labels: { app: {{name}} } }
            spec: { containers: [{ name: app, image: "registry.k8s.io/pause:3.10" }] }
        """;
}
