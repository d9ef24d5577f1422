using System.Net;
using System.Net.Sockets;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;
using Coffer.Kube.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Coffer.Kube.Tests.Api;

public sealed class GatewayTests
{
    private static readonly ObjectKey Key = new("app", "x");

    [Fact]
    public async Task A_slow_answer_is_a_timeout_within_the_limit()
    {
        await using var api = await ScriptedApi.StartAsync((_, http) => Task.Delay(
            Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted));
        await using var kube = new KubeHarness(api.Address, o => o with { RequestTimeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(FailureKind.Timeout, (await LookAsync(kube)).Failure!.Kind);
    }

    [Fact]
    public async Task A_body_that_stalls_is_a_timeout_too()
    {
        await using var api = await ScriptedApi.StartAsync(async (_, http) =>
        {
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        });
        await using var kube = new KubeHarness(api.Address, o => o with { RequestTimeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(FailureKind.Timeout, (await LookAsync(kube)).Failure!.Kind);
    }

    [Fact]
    public async Task A_dropped_connection_is_unreachable()
    {
        await using var api = await ScriptedApi.StartAsync(async (_, http) =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            http.Abort();
        });
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(FailureKind.Unreachable, (await LookAsync(kube)).Failure!.Kind);
    }

    [Fact]
    public async Task A_refused_connection_is_unreachable()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        await using var kube = new KubeHarness($"http://127.0.0.1:{port}");

        Assert.Equal(FailureKind.Unreachable, (await LookAsync(kube)).Failure!.Kind);
    }

    /// <summary>As when an API server or the load balancer before it is stopped: nobody's certificate is at fault.</summary>
    [Fact]
    public async Task A_server_that_goes_away_during_the_TLS_handshake_is_unreachable()
    {
        using var leaving = new TcpListener(IPAddress.Loopback, 0);
        leaving.Start();
        await using var kube = new KubeHarness($"https://{leaving.LocalEndpoint}");

        var looking = LookAsync(kube);
        using (var client = await leaving.AcceptTcpClientAsync())
        {
            Assert.NotEqual(0, await client.GetStream().ReadAsync(new byte[16 * 1024]));
        }

        Assert.Equal(FailureKind.Unreachable, (await looking).Failure!.Kind);
    }

    [Fact]
    public async Task Html_where_json_belongs_is_malformed_and_not_quoted()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Text(200, "text/html", "<html>canary</html>"));
        await using var kube = new KubeHarness(api.Address);

        var failure = (await LookAsync(kube)).Failure!;

        Assert.Equal(FailureKind.Malformed, failure.Kind);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callers_cancellation_is_no_failure()
    {
        await using var api = await ScriptedApi.StartAsync((_, http) => Task.Delay(
            Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted));
        await using var kube = new KubeHarness(api.Address);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => kube.Get<ISecretReader>().LookAsync(Key, stop.Token));
    }

    [Fact]
    public async Task One_429_pauses_all_requests_of_the_silo()
    {
        await using var api = await ScriptedApi.StartAsync(
            Overloaded,
            ScriptedApi.Json(200, Bodies.Metadata("x", "5")));
        await using var kube = new KubeHarness(api.Address);

        var refused = (await LookAsync(kube)).Failure!;
        var started = TimeProvider.System.GetTimestamp();
        var reader = kube.Get<ISecretReader>();
        var others = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(number => reader.LookAsync(new ObjectKey($"other{number}", "x"), default)));

        Assert.Equal((FailureKind.Throttled, TimeSpan.FromSeconds(3)), (refused.Kind, refused.RetryAfter));
        Assert.All(others, other => Assert.Null(other.Failure));
        // The three seconds began before, on a busy machine long before.
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_429_of_a_webhook_in_one_namespace_holds_up_nobody_in_another()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Status(
                429, "TooManyRequests", "admission webhook \"w.tenant.example\" denied the request: later", headers: ("Retry-After", "30")),
            ScriptedApi.Json(200, Bodies.Metadata("x", "5")));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(FailureKind.Throttled, (await LookAsync(kube)).Failure!.Kind);

        Assert.Null((await kube.Get<ISecretReader>().LookAsync(new ObjectKey("other", "x"), default)).Failure);
        Assert.Equal(FailureKind.Throttled, (await LookAsync(kube)).Failure!.Kind);
        Assert.Equal(2, api.Requests.Count);
    }

    [Fact]
    public async Task A_namespace_whose_requests_hang_leaves_places_for_the_others()
    {
        await using var api = await ScriptedApi.StartAsync((heard, http) => heard.Path.Contains(
            "/namespaces/app/", StringComparison.Ordinal)
            ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted)
            : ScriptedApi.Json(200, Bodies.Metadata("x", "5"))(heard, http));
        await using var kube = new KubeHarness(api.Address, o => o with { MaxRequestsInFlight = 4, MaxRequestsOfNamespace = 2 });
        using var stop = new CancellationTokenSource();
        var hanging = Enumerable.Range(0, 100).Select(_ => kube.Get<ISecretReader>().LookAsync(Key, stop.Token)).ToList();

        Assert.Null((await kube.Get<ISecretReader>().LookAsync(new ObjectKey("other", "x"), default)).Failure);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(hanging));
    }

    /// <summary>The admission plugin EventRateLimit refuses Events alone, by the namespace or by the user.</summary>
    [Fact]
    public async Task A_429_for_an_Event_pauses_nobody_else()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Status(429, "TooManyRequests", "limit reached on type User for key coffer", headers: ("Retry-After", "30")),
            ScriptedApi.Json(200, Bodies.Metadata("x", "5")));
        await using var kube = new KubeHarness(api.Address);

        var refused = await kube.Get<IApiServer>().SendAsync(
            new ApiRequest("create", new ApiTarget(ApiType.Events, "app")) { Method = HttpMethod.Post, Body = "{}"u8.ToArray() },
            CancellationToken.None);

        Assert.Equal(FailureKind.Throttled, refused.Problem!.Failure.Kind);
        Assert.Null((await LookAsync(kube)).Failure);
    }

    [Fact]
    public async Task A_pause_longer_than_the_limit_is_answered_without_a_request()
    {
        await using var api = await ScriptedApi.StartAsync((_, http) => ScriptedApi.Write(
            http, 429, "text/plain", "Too many requests, please try again later.\n", [("Retry-After", "30")]));
        var time = new FakeTimeProvider();
        await using var kube = new KubeHarness(api.Address, time: time);
        await LookAsync(kube);
        time.Advance(TimeSpan.FromSeconds(5));

        var paused = (await LookAsync(kube)).Failure!;

        Assert.Equal(FailureKind.Throttled, paused.Kind);
        Assert.Equal(TimeSpan.FromSeconds(25), paused.RetryAfter);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task Requests_in_flight_are_bounded()
    {
        var (now, most) = (0, 0);
        await using var api = await ScriptedApi.StartAsync(async (_, http) =>
        {
            var here = Interlocked.Increment(ref now);
            lock (http.RequestServices)
            {
                most = Math.Max(most, here);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            Interlocked.Decrement(ref now);
            await ScriptedApi.Write(http, 200, MediaTypes.Json, Bodies.Metadata("x", "5"), []);
        });
        await using var kube = new KubeHarness(api.Address, o => o with { MaxRequestsInFlight = 3, MaxRequestsOfNamespace = 3 });

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => LookAsync(kube)));

        Assert.InRange(most, 2, 3);
    }

    [Fact]
    public async Task An_unsound_name_never_leaves_the_process()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(200, "{}"));
        await using var kube = new KubeHarness(api.Address);

        var outcome = await kube.Get<ISecretWriter>().DeleteAsync(new ObjectKey("app", ""), "u", null, default);

        Assert.Equal(FailureKind.Invalid, outcome.Failure!.Kind);
        Assert.Empty(api.Requests);
    }

    /// <summary>Priority and fairness, as recorded: no Status object.</summary>
    private static Task Overloaded(Heard heard, HttpContext http) =>
        ScriptedApi.Write(http, 429, "text/plain; charset=utf-8", "Too many requests, please try again later.\n", [("Retry-After", "3")]);

    private static Task<Outcome<SecretSighting>> LookAsync(KubeHarness kube) => kube.Get<ISecretReader>().LookAsync(Key, default);
}
