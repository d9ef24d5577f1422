using System.Net;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Kube.Tests.Support;
using Coffer.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Coffer.Kube.Tests.Membership;

/// <summary>
/// What an API server and people can do to a table. A failure must be an exception (Orleans tries again, with a back-off of its
/// own), never a false answer.
/// </summary>
public sealed class FaultTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private TableStage _stage = null!;

    public async Task InitializeAsync() => _stage = await TableStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_silo_that_starts_before_the_API_server_waits_for_it()
    {
        var silo = _stage.Handle();
        using var away = _stage.Faults.Add(_ => true, new FaultAction.Answer(503), times: 2);

        await silo.Table.InitializeMembershipTableAsync(true).WaitAsync(Patience);

        Assert.Equal(2, away.Hits);
        Assert.Empty((await silo.Table.ReadAllAsync()).Members);
    }

    [Fact]
    public async Task A_silo_that_waits_for_the_API_server_can_be_stopped()
    {
        var silo = _stage.Handle();
        using var away = _stage.Faults.Add(_ => true, new FaultAction.Answer(503));
        using var stop = new CancellationTokenSource();

        var starting = silo.Table.InitializeMembershipTableAsync(true, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting.WaitAsync(Patience));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    [InlineData(429)]
    public async Task A_refusal_is_an_exception_of_each_operation(int code)
    {
        var silo = await _stage.JoinAsync();
        await silo.InsertAsync(Silos.Entry(1));
        var data = await silo.Table.ReadAllAsync();
        using var fault = _stage.Faults.Add(_ => true, new FaultAction.Answer(code));

        await Assert.ThrowsAsync<OrleansException>(() => silo.Table.ReadAllAsync());
        await Assert.ThrowsAsync<OrleansException>(() => silo.Table.InsertRowAsync(Silos.Entry(2), data.Version.Next()));
        await Assert.ThrowsAsync<OrleansException>(() => silo.Table.UpdateRowAsync(
            Silos.Entry(1), data.Members[0].Item2, data.Version.Next()));
        await Assert.ThrowsAsync<OrleansException>(() => silo.AliveAsync(Silos.Entry(1), Silos.Started));
    }

    [Fact]
    public async Task A_write_that_another_one_came_between_is_a_lost_one()
    {
        var silo = await _stage.JoinAsync();
        var data = await silo.Table.ReadAllAsync();
        using var fault = _stage.Faults.Add(request => request.Verb == "patch", new FaultAction.Answer(409, "Conflict"), times: 1);

        Assert.False(await silo.Table.InsertRowAsync(Silos.Entry(1), data.Version.Next()));
    }

    [Fact]
    public async Task A_lost_answer_is_an_exception_and_the_next_read_tells_what_became_of_it()
    {
        var silo = await _stage.JoinAsync();
        var data = await silo.Table.ReadAllAsync();
        using (_stage.Faults.Add(request => request.Verb == "patch", new FaultAction.LoseAnswer(), times: 1))
        {
            await Assert.ThrowsAsync<OrleansException>(() => silo.Table.InsertRowAsync(Silos.Entry(1), data.Version.Next()));
        }

        Assert.False(await silo.Table.InsertRowAsync(Silos.Entry(1), data.Version.Next()));
        Assert.NotNull(await silo.FindAsync(Silos.Entry(1)));
    }

    [Fact]
    public async Task An_API_server_that_hangs_is_given_up_before_a_silo_is_taken_for_dead()
    {
        var time = new FakeTimeProvider();
        var silo = await _stage.JoinAsync(time: time);
        using var fault = _stage.Faults.Add(_ => true, new FaultAction.Hang());

        var reading = silo.Table.ReadAllAsync();
        await Eventually.IsTrueAsync(() => fault.Hits == 1, "the request to hang");
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(4));

        await Assert.ThrowsAsync<OrleansException>(() => reading.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_table_that_is_deleted_is_put_back_by_living_silos_under_a_later_version()
    {
        var (one, two) = (await _stage.JoinAsync(), await _stage.JoinAsync());
        await one.InsertAsync(Silos.Entry(1, SiloStatus.Active));
        await two.InsertAsync(Silos.Entry(2, SiloStatus.Active));
        await one.AliveAsync(Silos.Entry(1), Silos.Started.AddMinutes(59));
        var before = await two.Table.ReadAllAsync();
        await DeleteAsync();

        await one.AliveAsync(Silos.Entry(1), Silos.Started.AddHours(1));

        var after = await two.Table.ReadAllAsync();
        Assert.True(after.Version.Version > before.Version.Version);
        Assert.Equal(2, after.Members.Count);
        Assert.Equal(Silos.Started.AddHours(1), after.TryGet(Silos.Address(1))!.Item1.IAmAliveTime);
    }

    [Fact]
    public async Task A_write_meant_for_a_table_since_deleted_does_not_fit_the_next_one()
    {
        var silo = await _stage.JoinAsync();
        var old = await silo.Table.ReadAllAsync();
        await DeleteAsync();

        Assert.False(await silo.Table.InsertRowAsync(Silos.Entry(1), old.Version.Next()));
        await _stage.JoinAsync();
        Assert.False(await silo.Table.InsertRowAsync(Silos.Entry(1), old.Version.Next()));
        await silo.InsertAsync(Silos.Entry(1));
    }

    [Fact]
    public async Task A_table_begun_anew_under_living_silos_is_brought_together_with_what_they_know()
    {
        var living = await _stage.JoinAsync();
        for (var number = 0; number < 5; number++)
        {
            await living.InsertAsync(Silos.Entry(number, SiloStatus.Active));
        }

        var known = (await living.Table.ReadAllAsync()).Version.Version;
        await DeleteAsync();
        var starting = await _stage.JoinAsync();
        await starting.InsertAsync(Silos.Entry(9));
        await living.AliveAsync(Silos.Entry(0), Silos.Started);

        var data = await living.Table.ReadAllAsync();

        Assert.True(data.Version.Version > known);
        Assert.Equal([0, 1, 2, 3, 4, 9], data.Members.Select(row => row.Item1.SiloAddress.Generation - 1000).Order());
        await starting.UpdateAsync(Silos.Entry(9, SiloStatus.Active));
    }

    [Theory]
    [InlineData("""{"data":{"version":null}}""")]
    [InlineData("""{"data":{"silo.x":"{}"}}""")]
    [InlineData("""{"data":{"silo.x":"nonsense"}}""")]
    public async Task A_spoilt_table_is_an_exception_that_tells_the_remedy(string patch)
    {
        var silo = await _stage.JoinAsync();
        using var spoilt = await _stage.SendAsync(HttpMethod.Patch, TableStage.PathOf("one"), patch, "application/merge-patch+json");
        Assert.Equal(HttpStatusCode.OK, spoilt.StatusCode);

        var error = await Assert.ThrowsAsync<OrleansException>(() => silo.Table.ReadAllAsync());

        Assert.Contains("ConfigMap coffer/coffer-silos-one is no table of silos: delete it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_that_are_refused_although_nobody_was_faster_are_told_once_with_the_answer_and_the_remedy()
    {
        var silo = await _stage.JoinAsync();
        using var refusing = _stage.Faults.Add(
            request => request.Verb == "patch",
            new FaultAction.Answer(422, Message: "the server rejected our request due to an error in our request"), times: 6);
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var data = await silo.Table.ReadAllAsync();
            Assert.False(await silo.Table.InsertRowAsync(Silos.Entry(1), data.Version.Next()));
        }

        await silo.InsertAsync(Silos.Entry(1));

        var line = Assert.Single(silo.Log.Lines);
        Assert.StartsWith("Error: No change of ConfigMap coffer/coffer-silos-one is accepted, although nobody else changes it", line,
            StringComparison.Ordinal);
        Assert.Contains("the server rejected our request due to an error in our request (422 Invalid)", line, StringComparison.Ordinal);
        Assert.Contains("see that no proxy and no admission webhook rewrites this ConfigMap", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_races_are_not_told()
    {
        var (one, two) = (await _stage.JoinAsync(), await _stage.JoinAsync());
        await one.InsertAsync(Silos.Entry(1));
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var data = await one.Table.ReadAllAsync();
            await two.UpdateAsync(Silos.Entry(1));
            Assert.False(await one.Table.UpdateRowAsync(Silos.Entry(1), data.TryGet(Silos.Address(1))!.Item2, data.Version.Next()));
            Assert.False(await one.Table.InsertRowAsync(Silos.Entry(1), (await two.Table.ReadAllAsync()).Version.Next()));
        }

        Assert.Empty(one.Log.Lines);
    }

    [Theory]
    [InlineData(422, "Invalid")]
    [InlineData(403, "Forbidden")]
    public async Task A_change_that_an_admission_policy_refuses_is_told_once(int code, string reason)
    {
        var silo = await _stage.JoinAsync();
        var data = await silo.Table.ReadAllAsync();
        const string words =
            "configmaps \"coffer-silos-one\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no maps";
        using var refusing = _stage.Faults.Add(request => request.Verb == "patch", new FaultAction.Answer(code, reason, words));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Assert.ThrowsAsync<OrleansException>(() => silo.Table.InsertRowAsync(Silos.Entry(1), data.Version.Next()));
        }

        Assert.Contains($"{words} ({code} {reason}); no admission policy or webhook may refuse", Assert.Single(silo.Log.Lines),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_that_other_requests_brought_does_not_hold_up_the_table()
    {
        var silo = await _stage.JoinAsync();
        using var fault = _stage.Faults.Add(request => request.Resource == "secrets", new FaultAction.Answer(429, RetryAfterSeconds: 60));
        var read = await silo.Get<Coffer.Contracts.Ports.IDigestKey>().GetAsync(default);
        Assert.Equal(Coffer.Contracts.FailureKind.Throttled, read.Failure!.Kind);

        var watch = FairWatch.Start();
        await silo.Table.ReadAllAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"read after {watch}");
    }

    private async Task DeleteAsync()
    {
        using var deleted = await _stage.SendAsync(HttpMethod.Delete, TableStage.PathOf("one"));
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
    }
}
