using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Workloads;

namespace Coffer.Domain.Tests.Workloads;

public sealed class WorkloadDeciderTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly RestartOptions Options = new() { Window = TimeSpan.FromSeconds(5), MinimumInterval = TimeSpan.FromSeconds(60) };
    private static readonly Failure Transient = new(FailureKind.Unavailable, "503");

    private readonly List<(double At, string Ids)> _patches = [];
    private readonly List<(string Source, string Id, object? Result)> _reports = [];
    private WorkloadState _state = WorkloadState.Initial;

    [Fact]
    public void The_first_request_is_carried_out_at_once()
    {
        Ask(0, "a/x", 100);
        Run(0, 0);

        Assert.Equal([(0d, "100-h")], _patches);
        Assert.Equal([("a/x", "100-h", RestartEffect.Restarted)], _reports);
    }

    [Fact]
    public void A_burst_after_it_waits_for_the_minimum_interval_and_goes_in_one_patch()
    {
        Ask(0, "a/x", 100);
        Run(0, 0);
        Ask(1, "a/y", 101);
        Ask(2, "a/z", 102);
        Ask(3, "a/x", 103);
        Run(3, 300);

        Assert.Equal([(0d, "100-h"), (60d, "101-h 102-h 103-h")], _patches);
    }

    [Fact]
    public void A_request_late_in_the_interval_still_gets_the_whole_window()
    {
        Ask(0, "a/x", 100);
        Run(0, 58);
        Ask(58, "a/y", 158);
        Ask(62, "a/z", 162);
        Run(62, 300);

        Assert.Equal([(0d, "100-h"), (63d, "158-h 162-h")], _patches);
    }

    [Fact]
    public void After_a_quiet_minute_the_next_is_a_first_one_again()
    {
        Ask(0, "a/x", 100);
        Run(0, 0);
        Ask(60, "a/x", 160);
        Run(60, 60);

        Assert.Equal([(0d, "100-h"), (60d, "160-h")], _patches);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(99)]
    public void The_same_or_an_older_request_only_gets_the_settled_result_again(long id)
    {
        Ask(0, "a/x", 100);
        Run(0, 0);
        Ask(500, "a/x", id);
        Run(500, 1000);

        Assert.Single(_patches);
        Assert.Equal([("a/x", "100-h", RestartEffect.Restarted), ("a/x", "100-h", RestartEffect.Restarted)], _reports);
    }

    [Fact]
    public void An_older_request_does_not_replace_one_that_waits()
    {
        Ask(0, "a/x", 100);
        Ask(0, "a/x", 99);
        Run(0, 0);

        Assert.Equal([(0d, "100-h")], _patches);
    }

    [Theory]
    [InlineData("99-h", "100-h", false)]
    [InlineData("100-h", "99-h", true)]
    [InlineData("100-a", "100-b", false)]
    [InlineData("100", "garbage", true)]
    public void Ids_compare_by_their_number(string id, string than, bool newer) => Assert.Equal(newer, RestartId.IsNewer(id, than));

    [Fact]
    public void A_request_that_comes_during_the_patch_is_not_settled_by_it()
    {
        Ask(0, "a/x", 100);
        var patch = Assert.IsType<WorkloadStep.Patch>(Next(0));
        Ask(1, "a/x", 101);
        Settle(patch, RestartEffect.Restarted, 2);
        Run(2, 300);

        Assert.Equal(["100-h", "101-h"], _reports.Select(report => report.Id));
        Assert.Equal([(2d, "100-h"), (62d, "101-h")], _patches);
    }

    [Theory]
    [InlineData(RestartEffect.Missing)]
    [InlineData(RestartEffect.KindNotServed)]
    public void What_can_not_be_rolled_is_reported_and_not_tried_again(RestartEffect effect)
    {
        Ask(0, "a/x", 100);
        Run(0, 1000, effect);

        Assert.Single(_patches);
        Assert.Equal([("a/x", "100-h", effect)], _reports);
    }

    [Theory]
    [InlineData(FailureKind.Forbidden)]
    [InlineData(FailureKind.Invalid)]
    public void A_failure_that_does_not_pass_is_reported_and_not_tried_again(FailureKind kind)
    {
        var failure = new Failure(kind, "no");
        Ask(0, "a/x", 100);
        Run(0, 1000, failure);

        Assert.Single(_patches);
        Assert.Equal([("a/x", "100-h", failure)], _reports);
    }

    [Fact]
    public void What_was_not_written_does_not_delay_the_next()
    {
        Ask(0, "a/x", 100);
        Run(0, 0, RestartEffect.AlreadyStamped);
        Ask(1, "a/x", 101);
        Run(1, 1);

        Assert.Equal([0, 1], _patches.Select(patch => patch.At));
    }

    [Fact]
    public void A_failure_that_may_pass_is_tried_again_with_growing_waits_and_reported_when_it_stays_and_when_it_is_over()
    {
        Ask(0, "a/x", 100);
        Run(0, 7, Transient);
        Assert.Empty(_reports);
        Run(7, 130, Transient);
        Assert.Equal([("a/x", "100-h", Transient)], _reports);
        Run(130, 300);

        Assert.Equal([0, 1, 3, 7, 15, 31, 63, 123, 183], _patches.Select(patch => patch.At));
        Assert.Equal([("a/x", "100-h", Transient), ("a/x", "100-h", RestartEffect.Restarted)], _reports);
    }

    /// <summary>A source that moved or began anew has not heard of it.</summary>
    [Fact]
    public void A_failure_that_does_not_pass_by_is_reported_now_and_then()
    {
        Ask(0, "a/x", 100);
        Run(0, 3600, Transient);

        Assert.InRange(_reports.Count, 3, 12);
    }

    /// <summary>What is wrong between the operator and the API server says nothing about the workload.</summary>
    [Theory]
    [InlineData(FailureKind.Tls)]
    [InlineData(FailureKind.Unauthorized)]
    public void A_restart_is_not_given_up_because_the_API_server_does_not_let_the_operator_in(FailureKind kind)
    {
        Ask(0, "a/x", 100);
        Run(0, 2, new Failure(kind, "no"));
        Run(2, 300);

        Assert.Equal([("a/x", "100-h", RestartEffect.Restarted)], _reports);
    }

    [Fact]
    public void A_longer_wait_that_the_server_asked_for_is_kept()
    {
        Ask(0, "a/x", 100);
        Run(0, 100, Transient with { RetryAfter = TimeSpan.FromSeconds(90) });

        Assert.Equal([0, 90], _patches.Select(patch => patch.At));
    }

    private void Ask(double at, string source, long id)
    {
        (_state, var settled) = WorkloadDecider.Ask(_state, new ResourceRef("VaultStaticSecret", "app", source),
            new RestartStamp($"restart/{source}", $"{id}-h"), Start.AddSeconds(at));
        if (settled is not null)
        {
            _reports.Add((source, settled.Id, (object?)settled.Effect ?? settled.Problem));
        }
    }

    private WorkloadStep Next(double at) => WorkloadDecider.Next(_state, Options, Start.AddSeconds(at));

    private void Run(double from, double to) => Run(from, to, RestartEffect.Restarted);

    /// <summary>Does what is due, when it is due, until nothing is due before the end.</summary>
    private void Run(double from, double to, Outcome<RestartEffect> outcome)
    {
        var now = from;
        while (now <= to)
        {
            switch (Next(now))
            {
                case WorkloadStep.Patch patch:
                    Settle(patch, outcome, now);
                    break;
                case WorkloadStep.Wait wait:
                    now = (wait.Until - Start).TotalSeconds;
                    break;
                default:
                    return;
            }
        }
    }

    private void Settle(WorkloadStep.Patch patch, Outcome<RestartEffect> outcome, double at)
    {
        _patches.Add((at, string.Join(" ", patch.Requests.Values.Select(stamp => stamp.Id).Order())));
        (_state, var reports) = WorkloadDecider.Settle(_state, patch, outcome, Start.AddSeconds(at));
        _reports.AddRange(reports.OrderBy(report => report.Key.Name)
            .Select(report => (report.Key.Name, report.Value.Id, (object?)report.Value.Effect ?? report.Value.Problem)));
    }
}
