using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Keys;

public sealed class DigestKeyTests
{
    private const string Stored =
        """{"kind":"Secret","metadata":{"name":"vso-cc-storage-hmac-key"},"data":{"key":"AAECAwQFBgcICQoLDA0ODw=="}}""";

    [Fact]
    public async Task A_key_that_is_there_is_fetched_once()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(200, Stored));
        await using var kube = new KubeHarness(api.Address);

        var keys = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => kube.Get<IDigestKey>().GetAsync(default)));

        Assert.All(keys, key => Assert.Equal(Enumerable.Range(0, 16).Select(i => (byte)i), Value(key)));
        Assert.Equal("/api/v1/namespaces/coffer/secrets/vso-cc-storage-hmac-key", Assert.Single(api.Requests).Path);
    }

    [Fact]
    public async Task Without_one_it_is_made_immutable_and_labelled()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Status(404, "NotFound", "not found"), ScriptedApi.Json(201, Bodies.Metadata("k", "1")));
        await using var kube = new KubeHarness(api.Address);

        var key = Value(await kube.Get<IDigestKey>().GetAsync(default));

        Assert.Equal(16, key.Length);
        var body = api.Requests.Last().Body;
        Assert.Contains("\"immutable\":true", body, StringComparison.Ordinal);
        Assert.Contains("\"app.kubernetes.io/component\":\"client-cache-storage-verification\"", body, StringComparison.Ordinal);
        Assert.Contains(System.Text.Json.JsonSerializer.Serialize(Convert.ToBase64String(key)), body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_comes_second_takes_the_firsts_key()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Status(404, "NotFound", "not found"), ScriptedApi.Status(409, "AlreadyExists", "already exists"),
            ScriptedApi.Json(200, Stored));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(15, Value(await kube.Get<IDigestKey>().GetAsync(default))[15]);
    }

    [Theory]
    [InlineData("""{"data":{"key":"AAEC"}}""", "3 bytes")]
    [InlineData("""{"data":{}}""", "0 bytes")]
    public async Task A_key_of_another_length_is_refused_with_a_remedy_and_asked_for_again(string body, string said)
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(200, body), ScriptedApi.Json(200, Stored));
        await using var kube = new KubeHarness(api.Address);

        var failure = (await kube.Get<IDigestKey>().GetAsync(default)).Failure!;

        Assert.Equal(FailureKind.Misconfigured, failure.Kind);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.Contains("restore it from a backup", failure.Message, StringComparison.Ordinal);
        Assert.Null((await kube.Get<IDigestKey>().GetAsync(default)).Failure);
    }

    private static byte[] Value(Outcome<ReadOnlyMemory<byte>> outcome)
    {
        Assert.True(outcome.TryGet(out var key, out var failure), failure?.Message);
        return key.ToArray();
    }
}
