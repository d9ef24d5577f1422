using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Silo.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coffer.Silo.Tests.Hosting;

public sealed class TokenAccessTests : IDisposable
{
    private readonly Reviews _reviews = new();
    private readonly SteppedTime _time = new();
    private readonly TokenAccess _access;

    public TokenAccessTests() => _access = new TokenAccess(_reviews, _time);

    public void Dispose() => _access.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Negotiate good")]
    [InlineData("Basic not-base64!")]
    [InlineData("Bearer unknown")]
    public async Task Whoever_shows_no_good_token_is_asked_for_one(string authorization)
    {
        var context = Context(authorization);

        Assert.Equal(401, await _access.RefuseAsync(context));
        Assert.Contains("Bearer", context.Response.Headers.WWWAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Contains("Basic", context.Response.Headers.WWWAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_may_come_as_a_password()
    {
        Assert.Null(await _access.RefuseAsync(Context($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("me:good"))}")));
        Assert.Equal(403, await _access.RefuseAsync(Context($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("me:denied"))}")));
    }

    [Fact]
    public async Task A_verdict_holds_for_half_a_minute_and_then_is_asked_for_again()
    {
        Assert.Null(await _access.RefuseAsync(Context("Bearer good")));
        Assert.Null(await _access.RefuseAsync(Context("Bearer good")));
        Assert.Equal(1, _reviews.Asked);

        _time.Now += TimeSpan.FromSeconds(31);
        _reviews.Verdicts["good"] = AccessVerdict.Denied;
        Assert.Equal(403, await _access.RefuseAsync(Context("Bearer good")));
    }

    [Fact]
    public async Task Without_an_answer_of_the_API_server_nobody_gets_in_and_nothing_is_remembered()
    {
        Assert.Equal(503, await _access.RefuseAsync(Context("Bearer silent")));

        _reviews.Verdicts["silent"] = AccessVerdict.Allowed;
        Assert.Null(await _access.RefuseAsync(Context("Bearer silent")));
    }

    private static DefaultHttpContext Context(string authorization)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = authorization;
        return context;
    }

    private sealed class Reviews : IAccessReviews
    {
        public Dictionary<string, AccessVerdict> Verdicts { get; } =
            new() { ["good"] = AccessVerdict.Allowed, ["denied"] = AccessVerdict.Denied, ["unknown"] = AccessVerdict.Unknown };

        public int Asked { get; private set; }

        public Task<Outcome<Access>> ReviewAsync(string token, string verb, string path, CancellationToken cancellation)
        {
            Asked++;
            Assert.Equal(("get", "/dashboard"), (verb, path));
            return Task.FromResult<Outcome<Access>>(
                Verdicts.TryGetValue(token, out var verdict) ? new Access(verdict) : new Failure(FailureKind.Unreachable, "no answer"));
        }
    }

    private sealed class SteppedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
