using Coffer.Embedded.Kubernetes.Requests;
using static Coffer.Embedded.Tests.Kubernetes.TestCluster;

namespace Coffer.Embedded.Tests.Kubernetes;

/// <summary>Admission in the words recorded from kube-apiserver 1.36.2.</summary>
public sealed class AdmissionTests : IAsyncLifetime
{
    private const string Secrets = "/api/v1/namespaces/app/secrets";
    private const string Deployments = "/apis/apps/v1/namespaces/app/deployments";
    private const string Denied = "ValidatingAdmissionPolicy 'pdep' with binding 'bdep' denied request: no restart now";

    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_policy_denies_with_422_and_names_the_plural_and_a_cause_without_field()
    {
        await _cluster.CreateAsync(
            Deployments,
            """{"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""");
        Deny(write => write is { Operation: "UPDATE", Request: { Resource: "deployments", Name: "d" } }, "no restart now");

        var answer = await _cluster.StrategicAsync($"{Deployments}/d", """{"spec":{"template":{"metadata":{"annotations":{"x":"y"}}}}}""");

        Assert.Equal((422, "Invalid", $"deployments.apps \"d\" is forbidden: {Denied}"), (answer.Code, answer.Reason, answer.Message));
        Assert.Equal(
            $$"""{"name":"d","group":"apps","kind":"deployments","causes":[{"message":"{{Denied.Replace("'", "\\u0027", StringComparison.Ordinal)}}"}]}""",
            answer.Details);
    }

    [Theory]
    [InlineData("Invalid", 422)]
    [InlineData("Forbidden", 403)]
    [InlineData("RequestEntityTooLarge", 413)]
    public async Task A_policy_s_reason_is_the_answer_s(string reason, int code)
    {
        Deny(write => write is { Operation: "CREATE", Request.Name: "denied" }, "no restart now", reason);

        foreach (var answer in new[]
        {
            await _cluster.PostAsync(Secrets, Secret("denied")),
            await _cluster.ApplyAsync($"{Secrets}/denied", Secret("denied")),
            await _cluster.PostAsync($"{Secrets}?dryRun=All", Secret("denied")),
        })
        {
            Assert.Equal((code, reason, $"secrets \"denied\" is forbidden: {Denied}"), (answer.Code, answer.Reason, answer.Message));
            Assert.StartsWith("""{"name":"denied","kind":"secrets","causes":[{"message":""", answer.Details, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await _cluster.GetAsync($"{Secrets}/denied")).Code);
        Assert.Equal(201, (await _cluster.PostAsync(Secrets, Secret("other"))).Code);
    }

    [Fact]
    public async Task A_policy_without_a_message_tells_its_expression()
    {
        Deny(_ => true, "failed expression: object.metadata.name != 'denied'");

        var answer = await _cluster.PostAsync(Secrets, Secret("denied"));

        Assert.EndsWith("denied request: failed expression: object.metadata.name != 'denied'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_the_object_and_stale_versions_come_before_a_policy_and_a_taken_name_after_it()
    {
        await _cluster.CreateAsync(Secrets, Secret("old"));
        Deny(_ => true, "no restart now");

        Assert.StartsWith("Secret \"bad\" is invalid",
            (await _cluster.PostAsync(Secrets, Secret("bad", more: ",\"type\":\"kubernetes.io/tls\""))).Message, StringComparison.Ordinal);
        Assert.Equal(409, (await _cluster.MergeAsync($"{Secrets}/old", """{"metadata":{"resourceVersion":"1"}}""")).Code);
        Assert.Equal(404, (await _cluster.DeleteAsync($"{Secrets}/none")).Code);
        Assert.EndsWith(Denied, (await _cluster.PostAsync(Secrets, Secret("old"))).Message, StringComparison.Ordinal);
        Assert.EndsWith(Denied, (await _cluster.MergeAsync($"{Secrets}/old", "{}")).Message, StringComparison.Ordinal);
        Assert.EndsWith(Denied, (await _cluster.DeleteAsync($"{Secrets}/old")).Message, StringComparison.Ordinal);
        Assert.Equal(200, (await _cluster.GetAsync($"{Secrets}/old")).Code);
    }

    [Fact]
    public async Task A_token_request_is_denied_in_the_name_of_its_account()
    {
        Deny(write => write.Request is { Resource: "serviceaccounts", Subresource: "token" }, "no restart now");

        var answer = await _cluster.PostAsync("/api/v1/namespaces/app/serviceaccounts/default/token", """{"spec":{}}""");

        Assert.Equal((422, $"serviceaccounts \"default\" is forbidden: {Denied}"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task A_binding_with_the_action_Warn_lets_through_with_a_header()
    {
        _cluster.Server.Admission.Add(_ => true, new AdmissionAction.Warn("pwarn", "bwarn", "better not"));

        var answer = await _cluster.PostAsync(Secrets, Secret("warned"));

        Assert.Equal(
            (201, "299 - \"Validation failed for ValidatingAdmissionPolicy 'pwarn' with binding 'bwarn': better not\""),
            (answer.Code, answer.Warning));
    }

    [Theory]
    [InlineData("cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: , <nil>")]
    [InlineData("cannot set an ownerRef on a resource you can't delete: , <nil>")]
    [InlineData("cannot set blockOwnerDeletion in this case because cannot find RESTMapping for APIVersion nosuch.io/v1 Kind Nope: no "
        + "matches for kind \"Nope\" in version \"nosuch.io/v1\"")]
    public async Task A_plugin_forbids_with_name_and_kind_alone(string why)
    {
        using (_cluster.Server.Admission.Add(
            write => write.Value["metadata"]!["ownerReferences"] is not null, new AdmissionAction.Forbid(why)))
        {
            var answer = await _cluster.PostAsync(Secrets, Owned("or2"));

            Assert.Equal((403, "Forbidden", $"secrets \"or2\" is forbidden: {why}"), (answer.Code, answer.Reason, answer.Message));
            Assert.Equal("""{"name":"or2","kind":"secrets"}""", answer.Details);
        }

        Assert.Equal(201, (await _cluster.PostAsync(Secrets, Owned("or2"))).Code);
    }

    private static string Owned(string name) =>
        Secret(name, metadata: ",\"ownerReferences\":[{\"apiVersion\":\"nosuch.io/v1\",\"kind\":\"Nope\",\"name\":\"n\",\"uid\":\"u\","
            + "\"blockOwnerDeletion\":true}]");

    private void Deny(Func<AdmittedWrite, bool> matches, string says, string reason = "Invalid") =>
        _cluster.Server.Admission.Add(matches, new AdmissionAction.Deny("pdep", "bdep", says, reason));
}
