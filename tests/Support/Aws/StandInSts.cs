using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coffer.Tests.Support.Aws;

/// <summary>
/// A stand-in for Amazon's Security Token Service on this host: GetCallerIdentity with a check of the signature, and
/// AssumeRoleWithWebIdentity for roles that tests make. Refuses in the words of the real one.
/// </summary>
internal sealed class StandInSts : IAsyncDisposable
{
    private const string Account = "123456789012";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly WebApplication _app;
    private int _made;

    private StandInSts()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Whose access keys are known, by the keys' ids.</summary>
    public ConcurrentDictionary<string, StandInIdentity> Keys { get; } = new();

    /// <summary>Roles by their ARNs.</summary>
    public ConcurrentDictionary<string, StandInRole> Roles { get; } = new();

    /// <summary>Every request that came: action, host as it was asked for, and the outcome.</summary>
    public ConcurrentQueue<(string Action, string Host, string Outcome)> Requests { get; } = new();

    /// <summary>Forms that came, for what was asked with them.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Forms { get; } = new();

    /// <summary>Everything secret that was sent or handed out: none of it may be seen anywhere.</summary>
    public ConcurrentQueue<string> Secrets { get; } = new();

    /// <summary>How far its clock is ahead of this host's.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>The region that it is of; null for any.</summary>
    public string? Region { get; set; }

    /// <summary>Whether a wrong signature is answered with what should have been signed, as STS once did: it holds the token.</summary>
    public bool IsTalkative { get; set; }

    /// <summary>Answers instead of it, where a test wants another answer.</summary>
    public Func<HttpContext, Task>? Script { get; set; }

    public static async Task<StandInSts> StartAsync()
    {
        var sts = new StandInSts();
        await sts._app.StartAsync();
        return sts;
    }

    /// <summary>Makes a user with a lasting key.</summary>
    public (string Id, string Secret) AddUser(string name)
    {
        var (id, secret) = ($"AKIA{Guid.NewGuid():N}"[..20].ToUpperInvariant(), $"{Guid.NewGuid():N}/+c4nary");
        Keys[id] = new StandInIdentity(secret, "", $"arn:aws:iam::{Account}:user/{name}");
        Secrets.Enqueue(secret);
        return (id, secret);
    }

    public async ValueTask DisposeAsync()
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(impatient.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext http)
    {
        if (Script is { } script)
        {
            await script(http);
            return;
        }

        using var memory = new MemoryStream();
        await http.Request.Body.CopyToAsync(memory);
        var body = memory.ToArray();
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Forms.Enqueue(form);
        var action = form.GetValueOrDefault("Action", "");
        var (status, outcome, xml) = action switch
        {
            "GetCallerIdentity" => Identify(http.Request, body),
            "AssumeRoleWithWebIdentity" => Assume(form),
            _ => Refuse(400, "InvalidAction", $"Could not find operation {action}"),
        };
        Requests.Enqueue((action, http.Request.Host.Value!, outcome));
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/xml";
        await http.Response.WriteAsync(xml);
    }

    private (int Status, string Outcome, string Xml) Identify(HttpRequest request, byte[] body)
    {
        if (SignedRequest.Of(request.Headers) is not { } signed || SignedRequest.Moment(request.Headers) is not { } moment)
        {
            return Refuse(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }

        Secrets.Enqueue(signed.Signature);
        if (!Keys.TryGetValue(signed.KeyId, out var identity)
            || identity.SessionToken != request.Headers["X-Amz-Security-Token"].ToString())
        {
            return Refuse(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        }

        if (signed.Service != "sts" || (Region is { } region && region != signed.Region))
        {
            return Refuse(403, "SignatureDoesNotMatch",
                $"Credential should be scoped to a valid region, not '{signed.Region}'. ");
        }

        var now = TimeProvider.System.GetUtcNow() + Ahead;
        return (now - moment).Duration() > Tolerance ? Skewed(moment, now)
            : signed.IsMadeWith(identity.SecretKey, request, body) ? Tell(identity.Arn)
            : Refuse(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check "
                + "your AWS Secret Access Key and signing method. Consult the service documentation for details."
                + (IsTalkative ? Talk(identity, signed) : ""));
    }

    private static string Talk(StandInIdentity identity, SignedRequest signed) =>
        $" The Canonical String for this request should have been 'POST / x-amz-security-token:{identity.SessionToken}' and not "
        + signed.Signature;

    private static (int Status, string Outcome, string Xml) Skewed(DateTimeOffset moment, DateTimeOffset now) => moment < now
        ? Refuse(403, "SignatureDoesNotMatch",
            $"Signature expired: {Stamp(moment)} is now earlier than {Stamp(now - Tolerance)} ({Stamp(now)} - 5 min.)")
        : Refuse(403, "SignatureDoesNotMatch",
            $"Signature not yet current: {Stamp(moment)} is still later than {Stamp(now + Tolerance)} ({Stamp(now)} + 5 min.)");

    private static (int Status, string Outcome, string Xml) Tell(string arn) => (200, "ok", $"""
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>{arn}</Arn>
            <UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>
            <Account>{Account}</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata>
            <RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId>
          </ResponseMetadata>
        </GetCallerIdentityResponse>
        """);

    private (int Status, string Outcome, string Xml) Assume(Dictionary<string, string> form)
    {
        var (arn, token) = (form.GetValueOrDefault("RoleArn", ""), form.GetValueOrDefault("WebIdentityToken", ""));
        Secrets.Enqueue(token);
        if (Claims(token) is not var (audiences, subject))
        {
            return Refuse(400, "InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an "
                + "Access Token)");
        }

        if (Roles.Values.All(role => !audiences.Contains(role.Audience)))
        {
            return Refuse(400, "InvalidIdentityToken", "Incorrect token audience");
        }

        return Roles.TryGetValue(arn, out var trusted) && trusted.Subject == subject && audiences.Contains(trusted.Audience)
            ? Grant(arn, form.GetValueOrDefault("RoleSessionName", ""))
            : Refuse(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    private (int Status, string Outcome, string Xml) Grant(string arn, string session)
    {
        var id = $"ASIA{Interlocked.Increment(ref _made):D16}";
        var (secret, token) = ($"{Guid.NewGuid():N}/+c4nary", $"{Guid.NewGuid():N}//c4nary=={Guid.NewGuid():N}");
        var parts = arn.Split(':');
        Keys[id] = new StandInIdentity(
            secret, token, $"arn:{parts[1]}:sts::{parts[4]}:assumed-role/{parts[5].Split('/')[^1]}/{session}");
        Secrets.Enqueue(secret);
        Secrets.Enqueue(token);
        return (200, "ok", $"""
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleWithWebIdentityResult>
                <AssumedRoleUser><Arn>{Keys[id].Arn}</Arn></AssumedRoleUser>
                <Credentials>
                  <AccessKeyId>{id}</AccessKeyId>
                  <SecretAccessKey>{secret}</SecretAccessKey>
                  <SessionToken>{token}</SessionToken>
                  <Expiration>{TimeProvider.System.GetUtcNow().AddMinutes(15):yyyy-MM-dd'T'HH:mm:ss'Z'}</Expiration>
                </Credentials>
              </AssumeRoleWithWebIdentityResult>
            </AssumeRoleWithWebIdentityResponse>
            """);
    }

    private static (IReadOnlyList<string> Audiences, string Subject)? Claims(string token)
    {
        if (token.Split('.') is not [_, var payload, _])
        {
            return null;
        }

        using var claims = JsonDocument.Parse(WebEncoders.Base64UrlDecode(payload));
        var audience = claims.RootElement.GetProperty("aud");
        return (audience.ValueKind == JsonValueKind.Array ? [.. audience.EnumerateArray().Select(each => each.GetString()!)]
            : [audience.GetString()!], claims.RootElement.GetProperty("sub").GetString()!);
    }

    private static (int Status, string Outcome, string Xml) Refuse(int status, string code, string message) => (status, code, $"""
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error>
            <Type>Sender</Type>
            <Code>{code}</Code>
            <Message>{SecurityElement.Escape(message)}</Message>
          </Error>
          <RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId>
        </ErrorResponse>
        """);

    private static string Stamp(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
