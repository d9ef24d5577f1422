using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Access;

public sealed class AccessReviewsTests
{
    private const string Known =
        """{"kind":"TokenReview","status":{"authenticated":true,"user":{"username":"jane","uid":"42","groups":["ops","system:authenticated"],"extra":{"scopes":["a"]}},"audiences":["x"]}}""";

    [Theory]
    [InlineData(true, AccessVerdict.Allowed)]
    [InlineData(false, AccessVerdict.Denied)]
    public async Task Whom_the_cluster_knows_it_is_asked_about_with_all_that_it_knows_of_him(bool allowed, AccessVerdict verdict)
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Json(201, Known),
            ScriptedApi.Json(201, $$$"""{"kind":"SubjectAccessReview","status":{"allowed":{{{(allowed ? "true" : "false")}}}}}"""));
        await using var kube = new KubeHarness(api.Address);

        var outcome = await kube.Get<IAccessReviews>().ReviewAsync("c4nary.jwt", "get", "/dashboard", default);

        Assert.True(outcome.TryGet(out var access, out _));
        Assert.Equal(verdict, access.Verdict);
        Assert.Equal(["/apis/authentication.k8s.io/v1/tokenreviews", "/apis/authorization.k8s.io/v1/subjectaccessreviews"],
            api.Requests.Select(request => request.Path));
        Assert.Equal("c4nary.jwt", (string?)JsonNode.Parse(api.Requests.First().Body)!["spec"]!["token"]);
        var expected = JsonNode.Parse("""
            {"user":"jane","uid":"42","groups":["ops","system:authenticated"],"extra":{"scopes":["a"]},"nonResourceAttributes":{"path":"/dashboard","verb":"get"}}
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(api.Requests.Last().Body)!["spec"]), api.Requests.Last().Body);
        Assert.DoesNotContain(kube.Log, text => text.Contains("c4nary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whom_it_does_not_know_nobody_is_asked_about()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Json(201, """{"kind":"TokenReview","status":{"user":{},"error":"[invalid bearer token, token lookup failed]"}}"""));
        await using var kube = new KubeHarness(api.Address);

        Assert.True((await kube.Get<IAccessReviews>().ReviewAsync("nobody's", "get", "/dashboard", default)).TryGet(out var access, out _));

        Assert.Equal(AccessVerdict.Unknown, access.Verdict);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task Without_the_right_to_ask_there_is_no_verdict()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Status(403, "Forbidden", "tokenreviews.authentication.k8s.io is forbidden"));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(
            FailureKind.Forbidden, (await kube.Get<IAccessReviews>().ReviewAsync("t", "get", "/dashboard", default)).Failure!.Kind);
    }
}
