using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Kube.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Coffer.Kube.Tests.Watching;

public sealed class ResourceWatchTests
{
    private readonly RecordingSink _sink = new();

    [Fact]
    public async Task Pages_are_listed_then_watched_from_their_version()
    {
        await using var api = await StartAsync(
            list: heard => heard.Query.Contains("continue=next", StringComparison.Ordinal)
                ? Bodies.List("10", null, Bodies.Connection("b", "4"))
                : Bodies.List("10", "next", Bodies.Connection("a", "3")),
            watch: (_, _) => [Bodies.Event("MODIFIED", Bodies.Connection("a", "11")), Bodies.Bookmark("15"),
                Bodies.Event("DELETED", Bodies.Connection("b", "16"))]);

        await RunAsync(api, () => _sink.Has("deleted b 16"));

        Assert.Equal(
            ["listing", "seen a 3", "seen b 4", "listed 10", "progress 10", "seen a 11", "progress 15", "deleted b 16"],
            _sink.Calls.Take(8));
        var requests = api.Requests.ToList();
        Assert.Equal("/apis/secrets.hashicorp.com/v1beta1/namespaces/app/vaultconnections", requests[0].Path);
        Assert.Equal("?limit=500", requests[0].Query);
        Assert.Contains("allowWatchBookmarks=true&resourceVersion=10&timeoutSeconds=", requests[2].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orderly_end_is_followed_by_a_watch_from_the_last_bookmark_without_a_list()
    {
        await using var api = await StartAsync(
            list: _ => Bodies.List("10", null),
            watch: (turn, _) => turn == 1 ? [Bodies.Bookmark("99")] : null,
            hang: turn => turn > 1);

        await RunAsync(api, () => _sink.Has("progress 99")
            && api.Requests.Any(r => r.Query.Contains("resourceVersion=99&", StringComparison.Ordinal)));

        Assert.Equal(1, _sink.Count("listing"));
        Assert.Empty(_sink.Failures);
    }

    [Fact]
    public async Task Too_old_a_version_in_the_stream_leads_to_a_new_list()
    {
        await using var api = await StartAsync(
            list: _ => Bodies.List("10", null),
            watch: (turn, _) => turn == 1 ? [Bodies.TooOld] : null,
            hang: turn => turn > 1);

        await RunAsync(api, () => _sink.Count("listed 10") == 2);

        Assert.Empty(_sink.Failures);
    }

    [Fact]
    public async Task Too_old_a_version_as_an_answer_leads_to_a_new_list()
    {
        var watches = 0;
        await using var api = await ScriptedApi.StartAsync((heard, http) => !IsWatch(heard)
            ? ScriptedApi.Json(200, Bodies.List("10", null))(heard, http)
            : ++watches == 1
                ? ScriptedApi.Status(410, "Expired", "too old resource version: 2 (1630)")(heard, http)
                : HangAsync(http));

        await RunAsync(api, () => _sink.Count("listed 10") == 2);
    }

    /// <summary>As recorded of an API server right after a CRD was applied: the list is answered, the first watch is not.</summary>
    [Fact]
    public async Task A_watch_that_the_API_server_is_not_ready_for_is_opened_when_it_says_and_nothing_is_listed_anew()
    {
        var watches = 0;
        await using var api = await ScriptedApi.StartAsync((heard, http) =>
            IsLatest(heard) || !IsWatch(heard) ? ScriptedApi.Json(200, Bodies.List("10", null))(heard, http)
            : ++watches == 1
                ? ScriptedApi.Status(
                    429, "TooManyRequests", "storage is (re)initializing", """{"retryAfterSeconds":1}""", ("Retry-After", "1"))(heard, http)
            : HangAsync(http));

        await RunAsync(api, () => _sink.Has("progress 10"), atLeast: TimeSpan.FromSeconds(1));

        Assert.Equal(["listing", "listed 10", "broken Throttled", "progress 10"], _sink.Calls);
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.Single(_sink.Failures).RetryAfter);
    }

    [Fact]
    public async Task An_expired_continue_token_leads_to_one_list_without_pages()
    {
        await using var api = await ScriptedApi.StartAsync((heard, http) => heard.Query switch
        {
            "?limit=500" => ScriptedApi.Json(200, Bodies.List("10", "old", Bodies.Connection("a", "3")))(heard, http),
            "?limit=500&continue=old" => ScriptedApi.Json(
                410, Bodies.Status(410, "Expired", "The provided continue parameter is too old",
                    metadata: """{"continue":"inconsistent"}"""))(heard, http),
            "" => ScriptedApi.Json(200, Bodies.List("20", null, Bodies.Connection("b", "4")))(heard, http),
            _ => HangAsync(http),
        });

        await RunAsync(api, () => _sink.Has("progress 20"));

        Assert.Equal(["b"], _sink.Present.Keys);
        Assert.Empty(_sink.Failures);
    }

    [Fact]
    public async Task A_dropped_connection_resumes_from_the_last_version()
    {
        await using var api = await StartAsync(
            list: _ => Bodies.List("10", null),
            watch: (turn, http) =>
            {
                if (turn == 1)
                {
                    return [Bodies.Event("ADDED", Bodies.Connection("a", "11")), "ABORT"];
                }

                return [Bodies.Event("ADDED", Bodies.Connection("b", "12"))];
            });

        await RunAsync(api, () => _sink.Has("seen b 12"));

        Assert.Contains(api.Requests, r => r.Query.Contains("resourceVersion=11&", StringComparison.Ordinal));
        Assert.Equal(FailureKind.Unreachable, _sink.Failures.First().Kind);
        Assert.Equal(1, _sink.Count("listing"));
    }

    [Fact]
    public async Task A_hanging_watch_is_given_up_and_resumed()
    {
        await using var api = await StartAsync(list: _ => Bodies.List("10", null), watch: (_, _) => null, hang: _ => true);

        await RunAsync(api, () => _sink.Count("progress 10") >= 2, o => o with { Silence = TimeSpan.FromMilliseconds(150) });

        Assert.Equal(FailureKind.Timeout, _sink.Failures.First().Kind);
        Assert.Equal(1, _sink.Count("listing"));
    }

    [Fact]
    public async Task A_silently_dropped_event_is_found_by_the_backstop_list()
    {
        var lists = 0;
        await using var api = await StartAsync(
            list: _ => ++lists == 1
                ? Bodies.List("10", null, Bodies.Connection("a", "3"))
                : Bodies.List("20", null, Bodies.Connection("b", "15")),
            watch: (_, _) => null,
            hang: _ => true);

        await RunAsync(api, () => _sink.Has("listed 20"), o => o with { RelistInterval = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(["b"], _sink.Present.Keys);
        Assert.Empty(_sink.Failures);
    }

    [Fact]
    public async Task One_undecodable_object_is_named_counted_as_there_and_skipped()
    {
        const string Broken =
            """{"metadata":{"name":"x","namespace":"app","uid":"u","resourceVersion":"11"},"spec":{"address":["c4nary"]}}""";
        await using var api = await StartAsync(
            list: _ => Bodies.List("10", null, Broken, Bodies.Connection("a", "3")),
            watch: (turn, _) => turn == 1 ? [Bodies.Event("MODIFIED", Broken), Bodies.Event("ADDED", Bodies.Connection("b", "12"))] : null,
            hang: turn => turn > 1);

        var kube = await RunAsync(api, () => _sink.Has("seen b 12"));

        Assert.Equal(2, _sink.Count("unreadable app/x"));
        Assert.Equal(["a", "b"], _sink.Present.Keys.Order());
        Assert.Contains(kube.Log, line => line.Contains("app/x", StringComparison.Ordinal));
        Assert.DoesNotContain(kube.Log, line => line.Contains("c4nary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failures_are_reported_and_tried_again_with_pauses()
    {
        var turn = 0;
        await using var api = await ScriptedApi.StartAsync((heard, http) => IsWatch(heard) ? HangAsync(http) : ++turn switch
        {
            1 => ScriptedApi.Status(500, "InternalError", "etcd")(heard, http),
            2 => ScriptedApi.Text(503, "text/html", "<html>")(heard, http),
            3 => ScriptedApi.Text(200, "application/json", """{"metadata":{"resourceVersion":"1"},"items":[{"a":""")(heard, http),
            4 => ScriptedApi.Status(403, "Forbidden", "vaultconnections is forbidden")(heard, http),
            _ => ScriptedApi.Json(200, Bodies.List("10", null))(heard, http),
        });

        await RunAsync(api, () => _sink.Has("progress 10"));

        Assert.Equal([FailureKind.ServerError, FailureKind.Unavailable, FailureKind.Malformed, FailureKind.Forbidden],
            _sink.Failures.Select(f => f.Kind));
    }

    [Fact]
    public async Task A_fault_of_the_sink_is_made_good_by_a_new_list()
    {
        var faults = 0;
        _sink.OnSeen = item =>
        {
            if (item.Key.Name == "a" && ++faults == 1)
            {
                throw new InvalidOperationException("bug");
            }
        };
        await using var api = await StartAsync(
            list: _ => Bodies.List("10", null, Bodies.Connection("a", "3")), watch: (_, _) => null, hang: _ => true);

        await RunAsync(api, () => _sink.Has("seen a 3") && _sink.Has("progress 10"));

        Assert.Equal(2, _sink.Count("listing"));
    }

    [Fact]
    public async Task Secrets_are_asked_for_by_metadata_alone()
    {
        await using var api = await StartAsync(
            list: _ =>
                $$$"""{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"10"},"items":[{{{Bodies.Metadata("s", "4", ""","labels":{"a":"b"},"ownerReferences":[{"apiVersion":"v","kind":"k","name":"n","uid":"u"}]""")}}}]}""",
            watch: (_, _) => [Bodies.Event("DELETED", Bodies.Metadata("s", "12"))]);

        await RunAsync(api, () => _sink.Has("deleted s 12"), kind: ResourceKinds.Secret);

        Assert.All(api.Requests, r => Assert.Contains("as=PartialObjectMetadata", r.Accept, StringComparison.Ordinal));
        Assert.Equal("/api/v1/namespaces/app/secrets", api.Requests.First().Path);
    }

    [Fact]
    public async Task Endless_expiry_is_no_hot_loop()
    {
        await using var api = await StartAsync(list: _ => Bodies.List("10", null), watch: (_, _) => [Bodies.TooOld]);

        await RunAsync(api, () => _sink.Count("listing") >= 3,
            o => o with { BackOffFirst = TimeSpan.FromMilliseconds(200), BackOffAtMost = TimeSpan.FromSeconds(5) },
            atLeast: TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task A_watch_is_not_resumed_from_a_version_that_the_API_server_has_not_come_to()
    {
        var lists = 0;
        await using var api = await StartAsync(
            list: _ => ++lists == 1
                ? Bodies.List("10", null, Bodies.Connection("a", "3"))
                : Bodies.List("50", null, Bodies.Connection("b", "15")),
            watch: (turn, _) => turn == 1 ? [Bodies.Bookmark("99")] : null,
            hang: turn => turn > 1,
            latest: "50");

        await RunAsync(api, () => _sink.Has("progress 50"));

        Assert.Equal(["b"], _sink.Present.Keys);
        Assert.DoesNotContain(api.Requests, r => IsWatch(r) && r.Query.Contains("resourceVersion=99&", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("BOOKMARK")]
    [InlineData("MODIFIED")]
    [InlineData("DELETED")]
    public async Task What_an_API_server_tells_of_a_time_before_is_not_believed_until_a_list_confirms_it(string type)
    {
        var stale = type == "BOOKMARK" ? Bodies.Bookmark("19") : Bodies.Event(type, Bodies.Connection("a", "19"));
        await using var api = await StartAsync(
            list: _ => Bodies.List("20", null, Bodies.Connection("a", "20")),
            watch: (turn, _) => turn == 1
                ? [stale, Bodies.Event("MODIFIED", Bodies.Connection("a", "21"))]
                : [Bodies.Event("MODIFIED", Bodies.Connection("a", "22"))],
            hang: turn => turn > 1);

        await RunAsync(api, () => _sink.Has("seen a 22"));

        Assert.Equal(2, _sink.Count("listing"));
        string[] listed = ["listing", "seen a 20", "listed 20", "progress 20"];
        Assert.Equal([.. listed, .. listed, "seen a 22"], _sink.Calls.Take(9));
    }

    private static bool IsLatest(Heard heard) => heard.Query == "?limit=1";

    private static bool IsWatch(Heard heard) => heard.Query.Contains("watch=1", StringComparison.Ordinal);

    private static async Task HangAsync(HttpContext http)
    {
        await http.Response.Body.FlushAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
    }

    /// <param name="list">Body of a list.</param>
    /// <param name="watch">Lines of the n-th watch; the connection is dropped at "ABORT".</param>
    /// <param name="hang">Whether the n-th watch stays open after its lines.</param>
    /// <param name="latest">The version that the server has come to.</param>
    private Task<ScriptedApi> StartAsync(
        Func<Heard, string> list, Func<int, HttpContext, IEnumerable<string>?> watch, Func<int, bool>? hang = null,
        string latest = "1000000")
    {
        var turns = 0;
        return ScriptedApi.StartAsync(async (heard, http) =>
        {
            if (!IsWatch(heard))
            {
                await http.Response.WriteAsync(IsLatest(heard) ? Bodies.List(latest, null) : list(heard));
                return;
            }

            var turn = Interlocked.Increment(ref turns);
            foreach (var line in watch(turn, http) ?? [])
            {
                if (line == "ABORT")
                {
                    // A reset would take what the client has not read yet with it.
                    await Eventually.IsTrueAsync(() => _sink.Has("seen a 11"), "the event before the drop");
                    http.Abort();
                    return;
                }

                await http.Response.WriteAsync(line);
                await http.Response.Body.FlushAsync();
            }

            if (hang?.Invoke(turn) == true)
            {
                await HangAsync(http);
            }
        });
    }

    private async Task<KubeHarness> RunAsync(
        ScriptedApi api, Func<bool> until, Func<KubeOptions, KubeOptions>? tune = null, ResourceKind? kind = null,
        TimeSpan atLeast = default)
    {
        await using var kube = new KubeHarness(api.Address, tune);
        using var stop = new CancellationTokenSource();
        var started = TimeProvider.System.GetTimestamp();
        var running = kube.Get<IResourceWatch>().RunAsync(kind ?? ResourceKinds.VaultConnection, "app", _sink, stop.Token);
        await Eventually.IsTrueAsync(until, () => "the sink; it has " + string.Join(", ", _sink.Calls.TakeLast(20)));
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= atLeast);
        await stop.CancelAsync();
        await running;
        return kube;
    }
}
