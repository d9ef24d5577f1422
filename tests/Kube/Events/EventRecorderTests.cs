using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Kube.Tests.Support;
using Coffer.Tests.Support;

namespace Coffer.Kube.Tests.Events;

public sealed class EventRecorderTests
{
    private static readonly ObjectRef About = new(ResourceKinds.VaultStaticSecret, new ObjectKey("app", "db"), "u1", "7");

    [Fact]
    public async Task An_event_names_object_component_and_reason()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(201, Bodies.Metadata("e", "1")));
        await using var kube = new KubeHarness(api.Address);

        kube.Get<IEventRecorder>().Record(About, warning: true, "VaultSealed", new string('m', 2000));
        await Eventually.IsTrueAsync(() => !api.Requests.IsEmpty, "the Event");

        var request = api.Requests.Single();
        Assert.Equal(("POST", "/api/v1/namespaces/app/events"), (request.Method, request.Path));
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal(
            """{"apiVersion":"secrets.hashicorp.com/v1beta1","kind":"VaultStaticSecret","namespace":"app","name":"db","uid":"u1","resourceVersion":"7"}""",
            body.GetProperty("involvedObject").GetRawText());
        Assert.Equal(("Warning", "VaultSealed", "coffer", 1024), (
            body.GetProperty("type").GetString(), body.GetProperty("reason").GetString(),
            body.GetProperty("source").GetProperty("component").GetString(), body.GetProperty("message").GetString()!.Length));
    }

    [Fact]
    public async Task A_repetition_patches_the_count_and_creates_anew_what_has_expired()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Json(201, Bodies.Metadata("e", "1")), ScriptedApi.Json(200, Bodies.Metadata("e", "2")),
            ScriptedApi.Status(404, "NotFound", "events \"e\" not found"), ScriptedApi.Json(201, Bodies.Metadata("e", "3")));
        await using var kube = new KubeHarness(api.Address);

        for (var i = 0; i < 3; i++)
        {
            kube.Get<IEventRecorder>().Record(About, warning: true, "VaultSealed", "m");
        }

        await Eventually.IsTrueAsync(() => api.Requests.Count == 4, "four requests");

        Assert.Equal(["POST", "PATCH", "PATCH", "POST"], api.Requests.Select(r => r.Method));
        Assert.Contains("\"count\":3", api.Requests.Last().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_the_server_does_reaches_the_caller_and_what_is_queued_is_written_on_the_way_out()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Status(403, "Forbidden", "events is forbidden"), ScriptedApi.Status(500, "InternalError", "etcd"),
            ScriptedApi.Json(201, Bodies.Metadata("e", "1")));
        await using (var kube = new KubeHarness(api.Address))
        {
            kube.Get<IEventRecorder>().Record(About, warning: true, "A", "m");
            kube.Get<IEventRecorder>().Record(About, warning: true, "B", "m");
        }

        Assert.Equal(["A", "B", "B"], api.Requests.Select(r => JsonDocument.Parse(r.Body).RootElement.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_namespace_that_floods_the_queue_loses_its_own_events_and_not_anothers()
    {
        var open = new TaskCompletionSource();
        await using var api = await ScriptedApi.StartAsync(async (heard, http) =>
        {
            await open.Task;
            await ScriptedApi.Json(201, Bodies.Metadata("e", "1"))(heard, http);
        });
        await using var kube = new KubeHarness(api.Address);
        var events = kube.Get<IEventRecorder>();

        for (var number = 0; number < 5000; number++)
        {
            events.Record(About with { Uid = $"u{number}" }, warning: false, "SecretSynced", $"{number}");
        }

        events.Record(About with { Key = new ObjectKey("other", "db"), Uid = "o" }, warning: false, "SecretSynced", "m");
        open.SetResult();

        await Eventually.IsTrueAsync(
            () => api.Requests.Any(request => request.Path.Contains("/other/", StringComparison.Ordinal)), "the other namespace's Event");
    }

    [Fact]
    public async Task A_namespace_whose_events_hang_delays_no_other_ones()
    {
        await using var api = await ScriptedApi.StartAsync((heard, http) => heard.Path.Contains("/slow/", StringComparison.Ordinal)
            ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted)
            : ScriptedApi.Json(201, Bodies.Metadata("e", "1"))(heard, http));
        await using var kube = new KubeHarness(api.Address, o => o with { RequestTimeout = TimeSpan.FromHours(1) });
        var events = kube.Get<IEventRecorder>();

        foreach (var (ns, number) in Enumerable.Range(0, 40).Select(number => (number % 2 == 0 ? "slow" : "other", number)))
        {
            events.Record(About with { Key = new ObjectKey(ns, "db"), Uid = $"u{number}" }, warning: true, "VaultSealed", "m");
        }

        await Eventually.IsTrueAsync(() => api.Requests.Count(request => request.Path.Contains("/other/", StringComparison.Ordinal)) == 20,
            "the Events of the other namespace");
        Assert.Single(api.Requests, request => request.Path.Contains("/slow/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_namespaces_events_are_written_in_the_order_in_which_they_were_recorded()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(201, Bodies.Metadata("e", "1")));
        await using (var kube = new KubeHarness(api.Address))
        {
            for (var number = 0; number < 50; number++)
            {
                kube.Get<IEventRecorder>().Record(About with { Uid = $"u{number}" }, warning: true, $"R{number}", "m");
            }
        }

        Assert.Equal(
            Enumerable.Range(0, 50).Select(number => $"R{number}"),
            api.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_dead_server_neither_blocks_nor_delays_the_way_out()
    {
        await using var api = await ScriptedApi.StartAsync((_, http) => Task.Delay(
            Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted));
        // Who waited for one request alone would wait for an hour.
        var kube = new KubeHarness(api.Address, o => o with { RequestTimeout = TimeSpan.FromHours(1) });
        var recorder = kube.Get<IEventRecorder>();
        for (var i = 0; i < 5000; i++)
        {
            recorder.Record(About, warning: false, "Synced", $"m{i}");
        }

        var watch = FairWatch.Start();
        await kube.DisposeAsync();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"disposed after {watch}");
    }
}
