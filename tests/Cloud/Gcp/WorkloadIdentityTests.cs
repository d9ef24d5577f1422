using System.Net;
using Coffer.Cloud.Tests.Support;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Auths;
using Coffer.Tests.Support;

namespace Coffer.Cloud.Tests.Gcp;

/// <summary>What is sent to Google, which a stand-in holds to the documentation, and what comes of it.</summary>
public sealed class WorkloadIdentityTests : IAsyncLifetime
{
    private const string Sts = "POST /v1/token";
    private const string Iam = "POST /v1/projects/-/serviceAccounts/";
    private const string Audience = "https://vault/reader";

    private GoogleUnderTest _google = null!;

    public async Task InitializeAsync() => _google = await GoogleUnderTest.StartAsync();

    public async Task DisposeAsync() => await _google.DisposeAsync();

    [Fact]
    public async Task A_token_of_the_cluster_becomes_an_ID_token_of_the_service_account()
    {
        var access = (await _google.Port.ExchangeAsync(_google.Cluster, _google.Token(), CancellationToken.None)).Value();
        var token = (await IdTokenAsync(access)).Value();

        var claims = TokenClaims.Read(token.Value);
        Assert.Equal([Audience], claims!.Audiences);
        Assert.Equal(_google.Google.Site.Account, claims.Email);
        Assert.Equal([Sts, $"{Iam}{_google.Google.Site.Account}:generateIdToken"], _google.Google.Requests);
        Assert.Equal("***", access.ToString());
        Assert.Equal("***", token.ToString());
    }

    [Theory]
    [InlineData("other-project", "europe-west3", "shop")]
    [InlineData("acme-prod", "europe-west4", "shop")]
    [InlineData("acme-prod", "europe-west3", "another")]
    public async Task Another_cluster_is_refused_in_Googles_words(string project, string location, string name)
    {
        var refused = await _google.Port.ExchangeAsync(new GkeCluster(project, location, name), _google.Token(), CancellationToken.None);

        Assert.Contains(
            "/v1/token: 400 invalid_target: The target service indicated by the \"audience\" parameters is invalid.",
            refused.Failed(FailureKind.Invalid).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_another_audience_is_refused()
    {
        var refused = await _google.Port.ExchangeAsync(
            _google.Cluster, _google.Token("vault", TimeSpan.FromMinutes(10)), CancellationToken.None);

        Assert.Contains("invalid_grant", refused.Failed(FailureKind.Invalid).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_refused_without_an_instant_that_changes_with_each_try()
    {
        var refused = await _google.Port.ExchangeAsync(
            _google.Cluster, _google.Token(_google.Cluster.Pool, TimeSpan.FromSeconds(-60)), CancellationToken.None);

        Assert.EndsWith(
            "400 invalid_grant: ID Token issued at … is stale to sign-in.", refused.Failed(FailureKind.Invalid).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workload_that_may_not_act_for_the_account_is_forbidden()
    {
        _google.Google.Site = _google.Google.Site with { Users = [] };

        var refused = await IdTokenAsync(await _google.AccessAsync());

        Assert.Contains(
            "403 PERMISSION_DENIED (IAM_PERMISSION_DENIED): Permission 'iam.serviceAccounts.getOpenIdToken' denied",
            refused.Failed(FailureKind.Forbidden).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_API_is_told_by_its_reason()
    {
        _google.Google.Site = _google.Google.Site with { HasApi = false };

        var refused = await IdTokenAsync(await _google.AccessAsync());

        Assert.Contains(
            "403 PERMISSION_DENIED (SERVICE_DISABLED): IAM Service Account Credentials API has not been used",
            refused.Failed(FailureKind.Forbidden).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_not_found()
    {
        var refused = await _google.Port.IdTokenAsync(
            await _google.AccessAsync(), "nobody@acme-prod.iam.gserviceaccount.com", Audience, CancellationToken.None);

        Assert.Contains("Gaia id not found for email nobody@", refused.Failed(FailureKind.NotFound).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_access_token_that_is_none_is_not_shown()
    {
        var refused = await IdTokenAsync(new GoogleAccessToken("canary-of-an-access-token"));

        Assert.DoesNotContain("canary", refused.Failed(FailureKind.Unauthorized).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_can_not_lead_to_another_path()
    {
        await _google.Port.IdTokenAsync(await _google.AccessAsync(), "../../x?a#b/@c", Audience, CancellationToken.None);

        Assert.Equal($"{Iam}../../x?a#b/@c:generateIdToken", WebUtility.UrlDecode(_google.Google.Requests[^1]));
    }

    [Fact]
    public async Task What_a_server_repeats_of_the_tokens_is_blanked_out()
    {
        foreach (var request in new[] { Sts, Iam })
        {
            _google.Google.Instead[request] = async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var said = Uri.UnescapeDataString(await reader.ReadToEndAsync()) + context.Request.Headers.Authorization;
                await new Coffer.Tests.Support.Google.GoogleAnswer(
                    400, "application/json",
                    new System.Text.Json.Nodes.JsonObject { ["error"] = "invalid_request", ["error_description"] = said }.ToJsonString())
                    .WriteAsync(context.Response);
            };
        }

        var token = _google.Token();
        var exchange = await _google.Port.ExchangeAsync(_google.Cluster, token, CancellationToken.None);
        var made = await IdTokenAsync(new GoogleAccessToken("an-opaque-canary"));

        Assert.Contains("subject_token=***", exchange.Failed(FailureKind.Invalid).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Value[..20], exchange.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("Bearer ***", made.Failed(FailureKind.Invalid).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", made.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302, "", FailureKind.Malformed, "302 redirect, which is not followed")]
    [InlineData(403, "<html>proxy</html>", FailureKind.Malformed, "403 the answer is not Google's (18 bytes of text/html)")]
    [InlineData(404, "", FailureKind.Malformed, "404 the answer is not Google's (empty body)")]
    [InlineData(429, "{}", FailureKind.Throttled, "429")]
    [InlineData(500, "{}", FailureKind.ServerError, "500")]
    [InlineData(503, "", FailureKind.Unavailable, "503")]
    [InlineData(200, "{}", FailureKind.Malformed, "200 the answer has no access_token (2 bytes of text/html)")]
    [InlineData(200, """{"access_token":"canary\r\nX-Header: 1"}""", FailureKind.Malformed, "200 the answer has no access_token")]
    [InlineData(200, "ya29.canary", FailureKind.Malformed, "200 the answer has no access_token")]
    public async Task Other_answers_count_by_their_status(int status, string body, FailureKind kind, string text)
    {
        _google.Google.Instead[Sts] = context =>
        {
            context.Response.Headers.Location = $"{_google.Google.Address}elsewhere";
            context.Response.Headers.RetryAfter = "7";
            return new Coffer.Tests.Support.Google.GoogleAnswer(status, "text/html", body).WriteAsync(context.Response);
        };

        var failure = (await _google.Port.ExchangeAsync(_google.Cluster, _google.Token(), CancellationToken.None)).Failed(kind);

        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
        Assert.Equal(status == 200 ? null : TimeSpan.FromSeconds(7), failure.RetryAfter);
        Assert.Equal([Sts], _google.Google.Requests);
    }

    [Fact]
    public async Task An_answer_above_64_KiB_is_not_read()
    {
        _google.Answers(Sts, 200, $$"""{"access_token":"ya29.a","x":"{{new string('x', 64 * 1024)}}"}""");

        (await _google.Port.ExchangeAsync(_google.Cluster, _google.Token(), CancellationToken.None)).Failed(FailureKind.TooLarge);
    }

    [Fact]
    public async Task Silence_ends_in_time_and_with_the_callers_patience()
    {
        await using var google = await GoogleUnderTest.StartAsync(
            static options => options with { TryTimeout = TimeSpan.FromMilliseconds(400) });
        google.Google.Instead[Sts] = static context =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        var failure = (await google.Port.ExchangeAsync(google.Cluster, google.Token(), CancellationToken.None)).Failed(FailureKind.Timeout);

        Assert.EndsWith("/v1/token: no whole answer within 0.4 s", failure.Message, StringComparison.Ordinal);
        using var impatient = new CancellationTokenSource();
        var asked = google.Port.ExchangeAsync(google.Cluster, google.Token(), impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Nobody_at_home_is_told_as_that()
    {
        await using var google = await GoogleUnderTest.StartAsync(
            static options => options with { GcpSts = new($"http://127.0.0.1:{FreePort.Next()}"), GcpIam = new("http://iam.invalid") });

        var sts = await google.Port.ExchangeAsync(google.Cluster, google.Token(), CancellationToken.None);
        var iam = await google.Port.IdTokenAsync(new GoogleAccessToken("a"), "a@b", Audience, CancellationToken.None);

        Assert.Contains("connection refused", sts.Failed(FailureKind.Unreachable).Message, StringComparison.Ordinal);
        Assert.Contains("the name iam.invalid can't be resolved", iam.Failed(FailureKind.Unreachable).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Googles_APIs_are_asked_by_way_of_the_proxy_and_the_metadata_server_is_not()
    {
        using var proxy = new TestProxy();
        await using var google = await GoogleUnderTest.StartAsync(options => options with
        {
            Proxy = new WebProxy(proxy.Address),
            GcpSts = new($"http://sts.google.invalid:{options.GcpSts.Port}"),
            GcpIam = new($"http://iam.google.invalid:{options.GcpIam.Port}"),
        });

        (await google.Port.LocateAsync(new GkeCluster("", "", ""), CancellationToken.None)).Value();
        var access = await google.AccessAsync();
        (await google.Port.IdTokenAsync(access, google.Google.Site.Account, Audience, CancellationToken.None)).Value();

        // The second goes by the same connection to the proxy; nobody else knows either name.
        Assert.StartsWith("POST http://sts.google.invalid", Assert.Single(proxy.Requests), StringComparison.Ordinal);
    }

    private Task<Outcome<GoogleIdToken>> IdTokenAsync(GoogleAccessToken access) =>
        _google.Port.IdTokenAsync(access, _google.Google.Site.Account, Audience, CancellationToken.None);
}
