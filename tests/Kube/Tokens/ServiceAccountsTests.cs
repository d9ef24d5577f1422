using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Tokens;

public sealed class ServiceAccountsTests
{
    private static readonly ObjectKey Account = new("app", "reader");

    [Fact]
    public async Task Annotations_are_read_from_the_metadata_alone()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(200,
            """{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"reader","annotations":{"a/b":"c","d":""}}}"""));
        await using var kube = new KubeHarness(api.Address);

        var outcome = await kube.Get<IServiceAccounts>().AnnotationsAsync(Account, default);

        Assert.True(outcome.TryGet(out var annotations, out _));
        Assert.Equal([KeyValuePair.Create("a/b", "c"), KeyValuePair.Create("d", "")], annotations.OrderBy(entry => entry.Key));
        var request = Assert.Single(api.Requests);
        Assert.Equal(("GET", "/api/v1/namespaces/app/serviceaccounts/reader"), (request.Method, request.Path));
        Assert.Equal("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1", request.Accept);
    }

    [Fact]
    public async Task An_account_without_annotations_has_none()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(200, """{"metadata":{"name":"reader"}}"""));
        await using var kube = new KubeHarness(api.Address);

        var outcome = await kube.Get<IServiceAccounts>().AnnotationsAsync(Account, default);

        Assert.True(outcome.TryGet(out var annotations, out _));
        Assert.Empty(annotations);
    }

    [Theory]
    [InlineData(404, "NotFound", "serviceaccounts \"reader\" not found", FailureKind.NotFound,
        "create ServiceAccount reader in namespace app")]
    [InlineData(403, "Forbidden", "serviceaccounts \"reader\" is forbidden", FailureKind.Forbidden, "right to get serviceaccounts")]
    public async Task Refusals_say_what_is_missing(int code, string reason, string message, FailureKind kind, string said)
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Status(code, reason, message));
        await using var kube = new KubeHarness(api.Address);

        var failure = (await kube.Get<IServiceAccounts>().AnnotationsAsync(Account, default)).Failure!;

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }
}
