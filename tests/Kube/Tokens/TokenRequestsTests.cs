using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Tokens;

public sealed class TokenRequestsTests
{
    private static readonly ObjectKey Account = new("app", "reader");

    [Fact]
    public async Task A_token_is_asked_for_with_audiences_and_life_and_does_not_print()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(201,
            """{"kind":"TokenRequest","spec":{"boundObjectRef":null},"status":{"token":"c4nary.jwt","expirationTimestamp":"2026-11-23T19:00:00Z"}}"""));
        await using var kube = new KubeHarness(api.Address);

        var outcome = await kube.Get<ITokenRequests>().RequestAsync(Account, ["vault"], 600, default);

        Assert.True(outcome.TryGet(out var token, out _));
        Assert.Equal("c4nary.jwt", token.Value);
        Assert.DoesNotContain(
            kube.Log.Append(outcome.ToString()).Append(token.ToString()), text => text.Contains("c4nary", StringComparison.Ordinal));
        var request = Assert.Single(api.Requests);
        Assert.Equal(("POST", "/api/v1/namespaces/app/serviceaccounts/reader/token"), (request.Method, request.Path));
        Assert.Equal(
            """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":600,"audiences":["vault"]}}""",
            request.Body);
    }

    [Theory]
    [InlineData(404, "NotFound", "serviceaccounts \"reader\" not found", FailureKind.NotFound,
        "create ServiceAccount reader in namespace app")]
    [InlineData(404, "NotFound", "namespaces \"app\" not found", FailureKind.NotFound, "namespaces \"app\" not found")]
    [InlineData(403, "Forbidden", "serviceaccounts \"reader\" is forbidden", FailureKind.Forbidden,
        "right to create serviceaccounts/token")]
    [InlineData(422, "Invalid", "serviceaccounts \"app\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no",
        FailureKind.Invalid, "ValidatingAdmissionPolicy 'p'")]
    public async Task Refusals_say_what_is_missing(int code, string reason, string message, FailureKind kind, string said)
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Status(code, reason, message));
        await using var kube = new KubeHarness(api.Address);

        var failure = (await kube.Get<ITokenRequests>().RequestAsync(Account, [], 600, default)).Failure!;

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_namespace_that_is_being_deleted_no_right_is_asked_for()
    {
        const string Said =
            "serviceaccounts \"reader\" is forbidden: unable to create new content in namespace app because it is being terminated";
        const string Details =
            """{"causes":[{"reason":"NamespaceTerminating","message":"namespace app is being terminated","field":"metadata.namespace"}]}""";
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Status(403, "Forbidden", Said, Details));
        await using var kube = new KubeHarness(api.Address);

        var failure = (await kube.Get<ITokenRequests>().RequestAsync(Account, [], 600, default)).Failure!;

        Assert.True(failure.NamespaceEnds);
        Assert.Contains(Said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("right", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(599)]
    [InlineData((1L << 32) + 1)]
    public async Task An_impossible_life_is_found_out_before_any_call(long seconds)
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(201, "{}"));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(
            FailureKind.Misconfigured, (await kube.Get<ITokenRequests>().RequestAsync(Account, [], seconds, default)).Failure!.Kind);
        Assert.Empty(api.Requests);
    }
}
