using System.Collections.Concurrent;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Workloads;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Cluster.Tests.Workloads;

public sealed class WorkloadGrainTests
{
    private const string App = "a/Deployment/app";

    private readonly MemoryWorkloads _workloads = new();

    [Fact]
    public async Task Twenty_sources_cause_two_patches_and_each_hears_what_became_of_its_request()
    {
        await using var cluster = await StartAsync(1, interval: 10);
        var workload = cluster.Grains.GetGrain<IWorkloadGrain>(App);
        await Ask(workload, 0);
        await Eventually.HoldsAsync("the first at once", () => _workloads.Calls.Count == 1, 3);
        await Task.WhenAll(Enumerable.Range(1, 19).Select(source => Ask(workload, source)));
        await Eventually.HoldsAsync("all reported", () => cluster.Telling.All.Count == 20);

        Assert.Equal([1, 19], _workloads.Calls.Select(call => call.Length));
        Assert.Equal(
            Enumerable.Range(0, 20).Select(source => $"restart Restarted a/s{source}@1{source:D2}-h").Order(),
            cluster.Telling.Texts.Order());
    }

    [Fact]
    public async Task The_same_request_again_is_only_reported_again()
    {
        await using var cluster = await StartAsync(1);
        var workload = cluster.Grains.GetGrain<IWorkloadGrain>(App);
        await Ask(workload, 0);
        await Eventually.HoldsAsync("reported", () => cluster.Telling.All.Count == 1);
        await Ask(workload, 0);
        await Eventually.HoldsAsync("reported again", () => cluster.Telling.All.Count == 2);

        Assert.Single(_workloads.Calls);
    }

    [Fact]
    public async Task A_passing_failure_is_tried_again_and_reported_when_it_is_over()
    {
        _workloads.Answers.Enqueue(new Failure(FailureKind.Unavailable, "503"));
        await using var cluster = await StartAsync(1);
        await Ask(cluster.Grains.GetGrain<IWorkloadGrain>(App), 0);
        await Eventually.HoldsAsync("reported", () => cluster.Telling.All.Count == 1);

        Assert.Equal(2, _workloads.Calls.Count);
        Assert.Equal(["restart Restarted a/s0@100-h"], cluster.Telling.Texts);
    }

    [Fact]
    public async Task A_lasting_failure_is_reported_at_once()
    {
        _workloads.Answers.Enqueue(new Failure(FailureKind.Forbidden, "no"));
        await using var cluster = await StartAsync(1);
        await Ask(cluster.Grains.GetGrain<IWorkloadGrain>(App), 0);
        await Eventually.HoldsAsync("reported", () => cluster.Telling.All.Count == 1);

        Assert.Equal(["restart Forbidden a/s0@100-h"], cluster.Telling.Texts);
        Assert.Single(_workloads.Calls);
    }

    [Fact]
    public async Task Requests_that_wait_move_on_when_the_silo_is_stopped_and_keep_the_interval()
    {
        await using var cluster = await StartAsync(2);
        var workload = cluster.Grains.GetGrain<IWorkloadGrain>(App);
        await Ask(workload, 0);
        await Eventually.HoldsAsync("the first at once", () => _workloads.Calls.Count == 1);
        await Ask(workload, 1);
        await cluster.StopAsync(await cluster.HomeOfAsync(workload));
        await Eventually.HoldsAsync("the second without anybody asking again", () => _workloads.Calls.Count == 2);

        var times = _workloads.Times.ToArray();
        Assert.True(times[1] - times[0] >= TimeSpan.FromSeconds(1.9), $"{times[1] - times[0]}");
    }

    private static Task Ask(IWorkloadGrain workload, int source) =>
        workload.Restart(new RestartCommand(
            new ResourceRef("VaultStaticSecret", "a", $"s{source}"), new RestartStamp($"restart/{source}", $"{100 + source}-h")));

    /// <param name="silos">How many.</param>
    /// <param name="interval">Between two patches, in seconds: what a test does within it may take as long on a busy machine.</param>
    private Task<FeedCluster> StartAsync(int silos, int interval = 2) => FeedCluster.StartAsync(
        silos, ResourceKinds.VaultStaticSecret,
        more: services => services.AddSingleton<IWorkloads>(_workloads)
            .AddSingleton(
                new RestartOptions { Window = TimeSpan.FromMilliseconds(100), MinimumInterval = TimeSpan.FromSeconds(interval) }));

    private sealed class MemoryWorkloads : IWorkloads
    {
        public ConcurrentQueue<string[]> Calls { get; } = new();

        public ConcurrentQueue<DateTimeOffset> Times { get; } = new();

        public ConcurrentQueue<Outcome<RestartEffect>> Answers { get; } = new();

        public Task<Outcome<Rollout>> LookAsync(WorkloadRef workload, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<Outcome<RestartEffect>> RestartAsync(
            WorkloadRef workload, IReadOnlyList<RestartStamp> stamps, DateTimeOffset restartedAt, CancellationToken cancellation)
        {
            Assert.Equal(App, workload.ToString());
            Times.Enqueue(restartedAt);
            Calls.Enqueue([.. stamps.Select(stamp => stamp.Id)]);
            return Task.FromResult(Answers.TryDequeue(out var answer) ? answer : RestartEffect.Restarted);
        }
    }
}
