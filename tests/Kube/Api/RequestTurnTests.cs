using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Api;

/// <summary>
/// Namespaces take turns at the API server, on an API server that answers when the test says so and one request after the other.
/// </summary>
public sealed class RequestTurnTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_flood_of_one_namespace_holds_up_anothers_request_by_one_and_not_by_the_flood()
    {
        using var answers = new SemaphoreSlim(0);
        await using var api = await StartAsync(answers);
        await using var kube = new KubeHarness(api.Address, o => o with { MaxRequestsInFlight = 1, MaxRequestsOfNamespace = 1 });
        var flood = Enumerable.Range(0, 50).Select(_ => LookAsync(kube, "flood")).ToList();
        await Eventually.IsTrueAsync(() => api.Requests.Count == 1, "the first request");

        var quiet = LookAsync(kube, "quiet");
        answers.Release(2);

        Assert.Null((await quiet.WaitAsync(Patience)).Failure);
        Assert.Equal("/api/v1/namespaces/quiet/secrets/x", api.Requests.ElementAt(1).Path);
        answers.Release(flood.Count);
        Assert.All(await Task.WhenAll(flood).WaitAsync(Patience), look => Assert.Null(look.Failure));
    }

    [Fact]
    public async Task Whoever_stops_waiting_for_his_turn_takes_no_place_along_and_is_not_sent()
    {
        using var answers = new SemaphoreSlim(0);
        await using var api = await StartAsync(answers);
        await using var kube = new KubeHarness(api.Address, o => o with { MaxRequestsInFlight = 1, MaxRequestsOfNamespace = 1 });
        using var stop = new CancellationTokenSource();
        var first = LookAsync(kube, "app");
        await Eventually.IsTrueAsync(() => api.Requests.Count == 1, "the first request");
        var impatient = Enumerable.Range(0, 20).Select(_ => LookAsync(kube, "app", stop.Token)).ToList();
        var patient = LookAsync(kube, "app");

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(impatient).WaitAsync(Patience));
        answers.Release(2);

        Assert.All(await Task.WhenAll(first, patient).WaitAsync(Patience), look => Assert.Null(look.Failure));
        Assert.Equal(2, api.Requests.Count);
    }

    private static Task<ScriptedApi> StartAsync(SemaphoreSlim answers) => ScriptedApi.StartAsync(async (heard, http) =>
    {
        await answers.WaitAsync(http.RequestAborted);
        await ScriptedApi.Json(200, Bodies.Metadata("x", "5"))(heard, http);
    });

    private static Task<Outcome<SecretSighting>> LookAsync(KubeHarness kube, string ns, CancellationToken cancellation = default) =>
        kube.Get<ISecretReader>().LookAsync(new ObjectKey(ns, "x"), cancellation);
}
