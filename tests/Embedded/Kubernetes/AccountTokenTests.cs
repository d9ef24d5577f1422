using System.Text;
using static Coffer.Embedded.Tests.Kubernetes.TestCluster;

namespace Coffer.Embedded.Tests.Kubernetes;

/// <summary>
/// Secrets of type kubernetes.io/service-account-token, as recorded from kube-apiserver and kube-controller-manager 1.36.2.
/// </summary>
public sealed class AccountTokenTests : IAsyncLifetime
{
    private const string Secrets = "/api/v1/namespaces/app/secrets";
    private const string Accounts = "/api/v1/namespaces/app/serviceaccounts";

    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_controller_fills_it_and_keeps_what_else_it_holds()
    {
        var uid = (string)(await _cluster.CreateAsync(Accounts, """{"metadata":{"name":"reader"}}"""))["metadata"]!["uid"]!;
        var created = await _cluster.CreateAsync(Secrets, TokenSecret("t", "reader", """{"extra":"YQ=="}"""));
        Assert.Null(created["data"]?["token"]);

        var filled = await FilledAsync("t");

        Assert.Equal(
            (_cluster.Server.CertificateAuthorityPem, "app", "a"),
            (Text(filled, "ca.crt"), Text(filled, "namespace"), Text(filled, "extra")));
        Assert.Equal(uid, (string?)filled.Json["metadata"]!["annotations"]!["kubernetes.io/service-account.uid"]);
        Assert.Contains(
            filled.Json["metadata"]!["managedFields"]!.AsArray(), entry => (string?)entry!["manager"] == "kube-controller-manager");
        var claims = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(Text(filled, "token").Split('.')[1]));
        Assert.Equal(
            $$"""{"iss":"kubernetes/serviceaccount","kubernetes.io/serviceaccount/namespace":"app","kubernetes.io/serviceaccount/secret.name":"t","kubernetes.io/serviceaccount/service-account.name":"reader","kubernetes.io/serviceaccount/service-account.uid":"{{uid}}","sub":"system:serviceaccount:app:reader"}""",
            claims);
    }

    [Fact]
    public async Task Its_token_is_its_account_s_until_the_account_is_deleted_and_the_Secret_with_it()
    {
        await _cluster.CreateAsync(Accounts, """{"metadata":{"name":"reader"}}""");
        await _cluster.CreateAsync(Secrets, TokenSecret("t", "reader"));
        var token = Text(await FilledAsync("t"), "token");

        var denied = await _cluster.SendAsync(HttpMethod.Get, Secrets, token: token);
        Assert.StartsWith(
            "secrets is forbidden: User \"system:serviceaccount:app:reader\" cannot list", denied.Message, StringComparison.Ordinal);

        await _cluster.DeleteAsync($"{Accounts}/reader");
        await _cluster.EventuallyAsync($"{Secrets}/t", answer => answer.Code == 404);
        Assert.Equal(401, (await _cluster.SendAsync(HttpMethod.Get, Secrets, token: token)).Code);
    }

    [Fact]
    public async Task A_token_that_is_there_is_kept_and_one_that_was_removed_is_filled_in_again()
    {
        await _cluster.CreateAsync(Secrets, TokenSecret("kept", "default", """{"token":"YQ=="}"""));
        var kept = await _cluster.EventuallyAsync($"{Secrets}/kept", answer => answer.Json["data"]!["namespace"] is not null);
        Assert.Equal("a", Text(kept, "token"));

        await _cluster.MergeAsync($"{Secrets}/kept", """{"data":{"token":null}}""");

        Assert.Equal(3, Text(await FilledAsync("kept"), "token").Split('.').Length);
    }

    [Fact]
    public async Task Of_an_account_that_is_missing_it_is_created_and_then_deleted()
    {
        await _cluster.CreateAsync(Secrets, TokenSecret("t", "nobody"));

        await _cluster.EventuallyAsync($"{Secrets}/t", answer => answer.Code == 404);
    }

    [Fact]
    public async Task Without_the_annotation_it_is_invalid()
    {
        var answer = await _cluster.PostAsync(Secrets, Secret("t", more: ",\"type\":\"kubernetes.io/service-account-token\""));

        Assert.Equal(
            (422, "Secret \"t\" is invalid: metadata.annotations[kubernetes.io/service-account.name]: Required value"),
            (answer.Code, answer.Message));
    }

    private static string TokenSecret(string name, string account, string data = "{}") => Secret(
        name,
        data,
        ",\"type\":\"kubernetes.io/service-account-token\"",
        $$$""","annotations":{"kubernetes.io/service-account.name":"{{{account}}}"}""");

    private Task<Answer> FilledAsync(string name) =>
        _cluster.EventuallyAsync($"{Secrets}/{name}", answer => answer.Json["data"]?["token"] is not null);

    private static string Text(Answer secret, string key) =>
        Encoding.UTF8.GetString(Convert.FromBase64String((string)secret.Json["data"]![key]!));
}
