using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Requests;
using static Coffer.Embedded.Tests.Kubernetes.TestCluster;

namespace Coffer.Embedded.Tests.Kubernetes;

public sealed class LifecycleTests : IAsyncLifetime
{
    private const string Secrets = "/api/v1/namespaces/app/secrets";
    private const string Accounts = "/api/v1/namespaces/app/serviceaccounts";
    private const string Reviews = "/apis/authentication.k8s.io/v1/tokenreviews";
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_namespace_is_emptied_and_then_gone()
    {
        Assert.Equal(200, (await _cluster.GetAsync($"{Accounts}/default")).Code);
        await _cluster.CreateAsync(Secrets, Secret("x", metadata: ",\"finalizers\":[\"a/b\"]"));
        var deleted = await _cluster.DeleteAsync("/api/v1/namespaces/app");
        Assert.Equal((200, "Terminating"), (deleted.Code, (string?)deleted.Json["status"]!["phase"]));
        var refused = await _cluster.PostAsync(Secrets, Secret("y"));
        Assert.Equal((403, "secrets \"y\" is forbidden: unable to create new content in namespace app because it is being terminated"),
            (refused.Code, refused.Message));
        Assert.Equal(
            """[{"reason":"NamespaceTerminating","message":"namespace app is being terminated","field":"metadata.namespace"}]""",
            refused.Json["details"]!["causes"]!.ToJsonString());
        var untold = await _cluster.PostAsync(
            $"{Accounts}/default/token", """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}""");
        Assert.Equal((403, "NamespaceTerminating"), (untold.Code, (string?)untold.Json["details"]!["causes"]![0]!["reason"]));
        await _cluster.EventuallyAsync($"{Secrets}/x", answer => answer.Json["metadata"]!["deletionTimestamp"] is not null);
        Assert.Equal(200, (await _cluster.GetAsync("/api/v1/namespaces/app")).Code);
        await _cluster.MergeAsync($"{Secrets}/x", """{"metadata":{"finalizers":null}}""");
        await _cluster.EventuallyAsync("/api/v1/namespaces/app", answer => answer.Code == 404);
        Assert.Equal("namespaces \"app\" not found", (await _cluster.PostAsync(Secrets, Secret("y"))).Message);
    }

    [Fact]
    public async Task Owned_objects_follow_their_owner()
    {
        var uid = (string)(await _cluster.CreateAsync(Widgets, Widget("w")))["metadata"]!["uid"]!;
        string Owned(string name, string by) =>
            Secret(
                name, metadata: $$""","ownerReferences":[{"apiVersion":"test.coffer.dev/v1","kind":"Widget","name":"w","uid":"{{by}}"}]""");
        await _cluster.CreateAsync(Secrets, Owned("mine", uid));
        await _cluster.CreateAsync(Secrets, Owned("stale", "00000000-0000-0000-0000-000000000000"));
        await _cluster.EventuallyAsync($"{Secrets}/stale", answer => answer.Code == 404);
        Assert.Equal(200, (await _cluster.GetAsync($"{Secrets}/mine")).Code);
        await _cluster.DeleteAsync($"{Widgets}/w");
        await _cluster.EventuallyAsync($"{Secrets}/mine", answer => answer.Code == 404);
    }

    [Fact]
    public async Task An_orphaning_delete_spares_them()
    {
        var uid = (string)(await _cluster.CreateAsync(Widgets, Widget("w")))["metadata"]!["uid"]!;
        await _cluster.CreateAsync(Secrets, Secret(
            "mine", metadata: $$""","ownerReferences":[{"apiVersion":"test.coffer.dev/v1","kind":"Widget","name":"w","uid":"{{uid}}"}]"""));
        await _cluster.DeleteAsync($"{Widgets}/w?propagationPolicy=Orphan");
        await _cluster.EventuallyAsync($"{Widgets}/w", answer => answer.Code == 404);
        Assert.Null((await _cluster.GetAsync($"{Secrets}/mine")).Json["metadata"]!["ownerReferences"]);
    }

    [Fact]
    public async Task Tokens_are_real_and_die_with_their_account()
    {
        await _cluster.CreateAsync(Accounts, """{"metadata":{"name":"p"}}""");
        var issued = await _cluster.PostAsync($"{Accounts}/p/token", """{"spec":{"audiences":["vault"],"expirationSeconds":600}}""");
        Assert.Equal(201, issued.Code);
        Assert.True(issued.Json["spec"]!.AsObject().ContainsKey("boundObjectRef"));
        var token = (string)issued.Json["status"]!["token"]!;
        Assert.Equal("system:serviceaccount:app:p", (string?)(await ReviewAsync("vault"))["user"]!["username"]);
        Assert.Equal("""["vault"]""", (await ReviewAsync("vault"))["audiences"]!.ToJsonString());
        Assert.Null((await ReviewAsync("other"))["authenticated"]);
        Assert.Equal(401, (await _cluster.SendAsync(HttpMethod.Get, Secrets, token: token)).Code);
        await _cluster.DeleteAsync($"{Accounts}/p");
        Assert.Null((await ReviewAsync("vault"))["authenticated"]);

        async Task<JsonNode> ReviewAsync(string audience) =>
            (await _cluster.CreateAsync(Reviews, $$$"""{"spec":{"token":"{{{token}}}","audiences":["{{{audience}}}"]}}"""))["status"]!;
    }

    [Fact]
    public async Task Token_requests_fail_as_recorded()
    {
        Assert.Equal("serviceaccounts \"x\" not found", (await _cluster.PostAsync($"{Accounts}/x/token", "{}")).Message);
        Assert.Equal(
            "namespaces \"x\" not found", (await _cluster.PostAsync("/api/v1/namespaces/x/serviceaccounts/x/token", "{}")).Message);
        var brief = await _cluster.PostAsync($"{Accounts}/default/token", """{"spec":{"expirationSeconds":60}}""");
        Assert.Equal(
            (422, "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: 60: may not specify a "
                + "duration less than 10 minutes"),
            (brief.Code, brief.Message));
        var eternal = await _cluster.PostAsync($"{Accounts}/default/token", """{"spec":{"expirationSeconds":4294967297}}""");
        Assert.EndsWith("may not specify a duration larger than 2^32 seconds", eternal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_may_do_what_roles_say()
    {
        var token = (string)(await _cluster.CreateAsync($"{Accounts}/default/token", "{}"))["status"]!["token"]!;
        var denied = await _cluster.SendAsync(HttpMethod.Post, Secrets, Secret("x"), token: token);
        Assert.Equal(
            (403, "secrets is forbidden: User \"system:serviceaccount:app:default\" cannot create resource \"secrets\" in API group "
                + "\"\" in the namespace \"app\""),
            (denied.Code, denied.Message));
        await _cluster.CreateAsync("/apis/rbac.authorization.k8s.io/v1/namespaces/app/roles",
            """{"metadata":{"name":"r"},"rules":[{"apiGroups":[""],"resources":["secrets"],"verbs":["create"]}]}""");
        await _cluster.CreateAsync("/apis/rbac.authorization.k8s.io/v1/namespaces/app/rolebindings", """
            {"metadata":{"name":"r"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"r"},"subjects":[{"kind":"ServiceAccount","name":"default","namespace":"app"}]}
            """);
        Assert.Equal(201, (await _cluster.SendAsync(HttpMethod.Post, Secrets, Secret("x"), token: token)).Code);
        Assert.Equal(401, (await _cluster.SendAsync(HttpMethod.Get, Secrets, token: "garbage")).Code);
    }

    [Fact]
    public async Task Custom_kinds_come_and_go_with_their_definition()
    {
        const string definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        await _cluster.CreateAsync(definitions, """
            {"metadata":{"name":"rollouts.argoproj.io"},"spec":{"group":"argoproj.io","scope":"Namespaced","names":{"kind":"Rollout","plural":"rollouts"},
            "versions":[{"name":"v1alpha1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
            """);
        const string rollouts = "/apis/argoproj.io/v1alpha1/namespaces/app/rollouts";
        await _cluster.CreateAsync(
            rollouts, """{"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","metadata":{"name":"r"},"spec":{"any":1}}""");
        await _cluster.DeleteAsync($"{definitions}/rollouts.argoproj.io");
        await _cluster.EventuallyAsync($"{definitions}/rollouts.argoproj.io", answer => answer.Code == 404);
        Assert.Equal("404 page not found\n", (await _cluster.GetAsync(rollouts)).Text);
    }

    [Fact]
    public async Task Requests_are_counted_and_hit_by_faults()
    {
        _cluster.Server.Requests.Reset();
        using (_cluster.Server.Faults.Add(
            request => request.Resource == "secrets" && request.IsWrite, new FaultAction.Answer(429, RetryAfterSeconds: 1), times: 1))
        {
            Assert.Equal((429, "TooManyRequests"), ((await _cluster.ApplyAsync($"{Secrets}/x", Secret("x"))).Code, "TooManyRequests"));
            Assert.Equal(201, (await _cluster.ApplyAsync($"{Secrets}/x", Secret("x"))).Code);
        }

        Assert.Equal(
            new Dictionary<RequestKey, long> { [new RequestKey("patch", "secrets", "", "application/apply-patch+yaml")] = 2 },
            _cluster.Server.Requests.Snapshot());
        using (_cluster.Server.Faults.Add(request => request.Verb == "delete", new FaultAction.LoseAnswer()))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => _cluster.DeleteAsync($"{Secrets}/x"));
        }

        Assert.Equal(404, (await _cluster.GetAsync($"{Secrets}/x")).Code);
        using (_cluster.Server.Faults.Add(request => request.Verb == "get", new FaultAction.Drop()))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => _cluster.GetAsync($"{Secrets}/x"));
        }

        Assert.Equal("tester/1.0", _cluster.Server.Requests.Recent[0].UserAgent);
    }

    [Fact]
    public async Task An_outage_keeps_the_state()
    {
        await _cluster.CreateAsync(Secrets, Secret("x"));
        using var watch = await _cluster.WatchAsync($"{Secrets}?watch=true&resourceVersion={_cluster.Server.Revision}");
        await _cluster.Server.StopAsync(CancellationToken.None);
        await Assert.ThrowsAnyAsync<Exception>(watch.NextAsync);
        await Assert.ThrowsAsync<HttpRequestException>(() => _cluster.GetAsync($"{Secrets}/x"));
        await _cluster.Server.StartAsync(CancellationToken.None);
        Assert.Equal(200, (await _cluster.GetAsync($"{Secrets}/x")).Code);
    }

    [Fact]
    public async Task Events_live_beside_their_object()
    {
        const string events = "/api/v1/namespaces/app/events";
        string Event(string name, string ns) =>
            $$"""{"metadata":{"name":"{{name}}"},"involvedObject":{"kind":"Widget","name":"w","namespace":"{{ns}}"},"reason":"R","type":"Warning"}""";
        await _cluster.CreateAsync(events, Event("e", "app"));
        var foreign = await _cluster.PostAsync(events, Event("f", "other"));
        Assert.Equal(
            "Event \"f\" is invalid: involvedObject.namespace: Invalid value: \"other\": does not match event.namespace", foreign.Message);
        var found = await _cluster.GetAsync($"{events}?fieldSelector=involvedObject.name%3Dw,type!%3DNormal");
        Assert.Single(found.Json["items"]!.AsArray());
        Assert.Empty((await _cluster.GetAsync($"{events}?fieldSelector=involvedObject.name%3Dx")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Kubectl_create_speaks_protobuf()
    {
        // The envelope of a Namespace named "pb", as the Kubernetes clients write it.
        byte[] body = [.. "k8s\0"u8, 0x0a, 15, 0x0a, 2, .. "v1"u8, 0x12, 9, .. "Namespace"u8, 0x12, 6, 0x0a, 4, 0x0a, 2, .. "pb"u8];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/namespaces") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/vnd.kubernetes.protobuf");
        using var response = await _cluster.Http.SendAsync(request);
        Assert.Equal(201, (int)response.StatusCode);
        Assert.Equal(200, (await _cluster.GetAsync("/api/v1/namespaces/pb")).Code);
    }
}
