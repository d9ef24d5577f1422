using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Tests.Support;
using Microsoft.AspNetCore.Http;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

/// <summary>
/// Marked tokens, credentials and values through every call and every kind of answer: none may come out in a
/// message, a printout or a log line.
/// </summary>
public sealed class CanaryTests : IAsyncLifetime, IDisposable
{
    private const string Value = "canary-secret-value";
    private readonly VaultUnderTest _vault = new();
    private ScriptedVault _server = null!;

    public static TheoryData<int, string, string> Answers()
    {
        var token = VaultUnderTest.Token.Value;
        var answers = new TheoryData<int, string, string>();
        foreach (var status in new[] { 200, 204, 307, 400, 401, 403, 404, 405, 412, 429, 472, 473, 500, 501, 502, 503, 504 })
        {
            answers.Add(status, "application/json", $$"""{"errors":["bad token {{token}} at {{Value}}"],"data":"{{Value}}"}""");
            answers.Add(status, "application/json",
                $$"""{"request_id":"{{Value}}","data":{"{{Value}}":["{{Value}}"],"type":1},"auth":{"x":"{{Value}}"} }""");
            answers.Add(status, "application/json", $$"""{"request_id":"r","data":{"a":"{{Value}}""");
            answers.Add(status, "application/json", $$"""{"request_id":"r","data":{"a":{{Value}} } }""");
            answers.Add(status, "text/html", $"<html>{Value} {token}</html>");
        }

        return answers;
    }

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _vault.Dispose();

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Nothing_marked_comes_out(int status, string type, string body)
    {
        _server.Answer = Raw(status, type, body);

        AssertClean(await AllCallsAsync(VaultUnderTest.Endpoint(_server)));
    }

    [Fact]
    public async Task Not_when_the_connection_breaks_either()
    {
        _server.Answer = async context =>
        {
            context.Response.ContentLength = 9999;
            await context.Response.WriteAsync($$"""{"data":{"a":"{{Value}}""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        AssertClean(await AllCallsAsync(VaultUnderTest.Endpoint(_server)));
    }

    [Fact]
    public async Task Not_when_the_token_is_not_fit_for_a_header()
    {
        var endpoint = VaultUnderTest.Endpoint(_server);

        var read = await _vault.Secrets.ReadAsync(
            endpoint, new VaultToken("canary\ntoken"), new VaultRead("", "kv/a"), CancellationToken.None);

        read.Failed(FailureKind.Misconfigured);
        AssertClean(read.ToString());
    }

    private async Task<string> AllCallsAsync(VaultEndpoint plain)
    {
        // A connection for each: otherwise the circuit would spare the later ones.
        VaultEndpoint Own(string name) =>
            plain with { Uid = name, Headers = new Dictionary<string, string> { ["X-Proxy-Pass"] = "proxy-canary-pass" } };
        var login = new VaultLoginRequest(
            "", "approle", new Dictionary<string, string> { ["X-Login"] = "login-canary-header" },
            new Dictionary<string, string> { ["secret_id"] = Value });
        var token = VaultUnderTest.Token;
        var none = CancellationToken.None;
        var text = new StringBuilder();
        text.Append(Print(await _vault.Secrets.ReadAsync(Own("1"), token, new VaultRead("", "kv/a"), none)));
        text.Append(Print(await _vault.Tokens.LoginAsync(Own("2"), login, none)));
        text.Append(Print(await _vault.Tokens.RenewAsync(Own("3"), "", token, none)));
        text.Append(Print(await _vault.Tokens.LookupAsync(Own("4"), "", token, none)));
        text.Append(Print(await _vault.Diagnosis.CapabilitiesAsync(Own("5"), "", token, "kv/a", none)));
        text.Append(Print(await _vault.Diagnosis.MountTypeAsync(Own("6"), "", token, "kv", none)));
        text.Append(Print(await _vault.Health.CheckAsync(Own("7"), none)));
        text.Append(Print(await _vault.Secrets.ReadAsync(Own("8"), token, new VaultRead("team", "kv/a"), none)));
        return text.Append(login).Append(token).ToString();
    }

    private static string Print<T>(Outcome<T> outcome)
        where T : notnull => $"{outcome} {outcome.Failure} {(outcome.TryGet(out var value, out _) ? value : null)}\n";

    private void AssertClean(string printed)
    {
        // The canary may be quoted by an error text that we can't know; all texts here hold only what we sent or what is no error text.
        Assert.DoesNotContain("canary-token", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("proxy-canary", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("login-canary", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", _vault.Log.Replace($"at {Value}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", printed.Replace($"at {Value}", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
