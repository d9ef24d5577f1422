using System.Text.Json;
using Coffer.Contracts.Ports;
using Coffer.Kube.Workloads;

namespace Coffer.Kube.Tests.Workloads;

public sealed class RestartPatchTests
{
    private const string Source = "restart.coffer.secrets.hashicorp.com/abc";

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 18, 0, 0, 700, TimeSpan.Zero);
    private static readonly WorkloadType Deployment = WorkloadType.Of(new WorkloadRef("app", "Deployment", "web"))!;
    private static readonly WorkloadType Rollout = WorkloadType.Of(new WorkloadRef("app", "argo.Rollout", "web"))!;

    [Fact]
    public void A_deployments_template_gets_the_time_and_the_stamp_under_the_version_read()
    {
        var patch = RestartPatch.Of(Deployment, Workload(""), [new RestartStamp(Source, "1000-aa")], Now)!;

        Assert.Equal(
            """{"metadata":{"resourceVersion":"9"},"spec":{"template":{"metadata":{"annotations":{"restart.coffer.secrets.hashicorp.com/abc":"1000-aa","vso.secrets.hashicorp.com/restartedAt":"2026-11-23T18:00:00Z"}}}}}""",
            patch.ToJsonString());
    }

    [Theory]
    [InlineData("1000-aa", "1000-aa", false)]
    [InlineData("1000-aa", "1000-bb", false)]
    [InlineData("999-zz", "1000-aa", false)]
    [InlineData("1000-aa", "999-zz", true)]
    [InlineData("10000-a", "9999-b", true)]
    [InlineData("1000-aa", "by hand", true)]
    [InlineData("1000-aa", null, true)]
    public void Only_a_larger_number_is_newer(string id, string? stored, bool newer)
    {
        Assert.Equal(newer, RestartPatch.IsNewer(id, stored));
    }

    [Fact]
    public void Stamps_that_are_there_are_left_out_and_with_none_left_nothing_is_written()
    {
        var workload = Workload($"\"{Source}\":\"1000-aa\"");

        var patch = RestartPatch.Of(
            Deployment, workload, [new RestartStamp(Source, "1000-aa"), new RestartStamp("restart.x/other", "5-a")], Now)!;

        Assert.DoesNotContain(Source, patch.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("restart.x/other", patch.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(RestartPatch.Of(Deployment, workload, [new RestartStamp(Source, "999-aa")], Now));
    }

    [Fact]
    public void The_newest_of_two_requests_of_one_source_is_written()
    {
        var patch = RestartPatch.Of(
            Deployment, Workload(""), [new RestartStamp(Source, "1001-b"), new RestartStamp(Source, "1000-a")], Now)!;

        Assert.Contains("1001-b", patch.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_restart_within_the_second_still_changes_the_template()
    {
        var workload = Workload($"\"{RestartPatch.RestartedAt}\":\"2026-11-23T18:00:00Z\",\"{Source}\":\"1000-aa\"");

        var patch = RestartPatch.Of(Deployment, workload, [new RestartStamp(Source, "1001-bb")], Now)!;

        Assert.Contains("1001-bb", patch["spec"]!["template"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rollout_gets_restartAt_and_stamps_in_its_own_metadata_and_never_the_same_second_twice()
    {
        var workload =
            JsonDocument.Parse("""{"metadata":{"resourceVersion":"9"},"spec":{"restartAt":"2026-11-23T18:00:00Z"}}""").RootElement;

        var patch = RestartPatch.Of(Rollout, workload, [new RestartStamp(Source, "1000-aa")], Now)!;

        Assert.Equal(
            """{"metadata":{"resourceVersion":"9","annotations":{"restart.coffer.secrets.hashicorp.com/abc":"1000-aa"}},"spec":{"restartAt":"2026-11-23T18:00:01Z"}}""",
            patch.ToJsonString());
    }

    [Theory]
    [InlineData("""{"spec":{}}""", RestartEffect.Restarted)]
    [InlineData("""{"spec":{"paused":true}}""", RestartEffect.Paused)]
    [InlineData("""{"spec":{"paused":false,"updateStrategy":{"type":"RollingUpdate"}}}""", RestartEffect.Restarted)]
    [InlineData("""{"spec":{"updateStrategy":{"type":"OnDelete"}}}""", RestartEffect.OnDelete)]
    public void The_effect_is_read_from_the_spec(string workload, RestartEffect effect)
    {
        Assert.Equal(effect, WorkloadType.Effect(JsonDocument.Parse(workload).RootElement));
    }

    private static JsonElement Workload(string annotations) =>
        JsonDocument.Parse(
            """{"metadata":{"resourceVersion":"9"},"spec":{"template":{"metadata":{"annotations":{ANNOTATIONS}}}}}""".Replace(
                "ANNOTATIONS", annotations, StringComparison.Ordinal)).RootElement;
}
