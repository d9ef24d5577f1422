using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coffer.Tests.Support.Google;

/// <summary>
/// Stands for what of Google a login by workload identity meets: the metadata server of a node, the Security Token Service, the IAM
/// credentials API, and the certificates and accounts that Vault asks for. It holds requests to what Google documents, checks the tokens
/// that it is given, and refuses in Google's words.
/// </summary>
internal sealed class TestGoogle : IAsyncDisposable
{
    private const string KeyId = "8e1b0a5d5f8c4e0f9a7c6d5b4a39281706f5e4d3";

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<RSA> _clusterKeys;
    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, string> _subjects = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _secrets = new();

    private TestGoogle(IReadOnlyList<RSA> clusterKeys, TimeProvider time)
    {
        (_clusterKeys, _time) = (clusterKeys, time);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>What it knows; may change.</summary>
    public GoogleSite Site { get; set; } = new();

    /// <summary>What it answers instead, by the beginning of <c>METHOD path</c>; for failures that no request brings about.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Instead { get; } = new();

    /// <summary>Its address, for all services.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Requests as <c>METHOD path</c>, in the order of their coming.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>All tokens that it was given or gave.</summary>
    public IReadOnlyList<string> Secrets => [.. _secrets];

    /// <summary>Starts one.</summary>
    /// <param name="clusterKeys">The keys by which the cluster signs tokens of ServiceAccounts.</param>
    /// <param name="time">Its clock.</param>
    public static async Task<TestGoogle> StartAsync(IReadOnlyList<RSA> clusterKeys, TimeProvider? time = null)
    {
        var google = new TestGoogle(clusterKeys, time ?? TimeProvider.System);
        await google._app.StartAsync();
        return google;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        foreach (var key in _clusterKeys)
        {
            key.Dispose();
        }
    }

    private async Task HandleAsync(HttpContext http)
    {
        var request = $"{http.Request.Method} {http.Request.Path}";
        _requests.Enqueue(request);
        if (Instead.FirstOrDefault(pair => request.StartsWith(pair.Key, StringComparison.Ordinal)).Value is { } instead)
        {
            await instead(http);
            return;
        }

        var answer = request switch
        {
            "GET /computeMetadata/v1/project/project-id" => Metadata(http, Site.Project),
            "GET /computeMetadata/v1/instance/attributes/cluster-location" => Metadata(http, Site.Location),
            "GET /computeMetadata/v1/instance/attributes/cluster-name" => Metadata(http, Site.Cluster),
            "POST /v1/token" => Exchange(await FormAsync(http)),
            "GET /.well-known/openid-configuration" => GoogleAnswers.Ok(
                $$"""{"issuer":"https://accounts.google.com","jwks_uri":"{{Address}}oauth2/v3/certs"}"""),
            "GET /oauth2/v3/certs" => GoogleAnswers.Ok(SignedJwt.Set(_key, KeyId).ToJsonString()),
            _ when request == $"POST /v1/projects/-/serviceAccounts/{Site.Account}:generateIdToken" => await IdTokenAsync(http),
            _ when request.EndsWith(":generateIdToken", StringComparison.Ordinal) => GoogleAnswers.NoAccount(
                request[(request.LastIndexOf('/') + 1)..^":generateIdToken".Length]),
            _ when request == $"GET /v1/projects/-/serviceAccounts/{Site.AccountId}" => GoogleAnswers.Ok(Account()),
            _ => GoogleAnswers.NotFound,
        };
        await answer.WriteAsync(http.Response);
    }

    private static GoogleAnswer Metadata(HttpContext http, string value)
    {
        var headers = new Dictionary<string, string> { ["Metadata-Flavor"] = "Google", ["Server"] = "Metadata Server for VM" };
        var asked = http.Request.Headers["Metadata-Flavor"] == "Google" && !http.Request.Headers.ContainsKey("X-Forwarded-For");
        return asked && value.Length > 0 ? new GoogleAnswer(200, "application/text", value) { Headers = headers }
            : asked ? GoogleAnswers.NotFound with { Headers = headers }
            : GoogleAnswers.NoFlavor with { Headers = headers };
    }

    private static async Task<IReadOnlyDictionary<string, string>?> FormAsync(HttpContext http) =>
        http.Request.ContentType == "application/x-www-form-urlencoded" && http.Request.QueryString.Value is ""
            && !http.Request.Headers.ContainsKey("Authorization")
            ? (await http.Request.ReadFormAsync(http.RequestAborted)).ToDictionary(field => field.Key, field => field.Value.ToString())
            : null;

    private GoogleAnswer Exchange(IReadOnlyDictionary<string, string>? form)
    {
        var wanted = new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            ["requested_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
            ["scope"] = "https://www.googleapis.com/auth/iam",
        };
        if (form?.Count != wanted.Count + 2 || wanted.Any(field => form.GetValueOrDefault(field.Key) != field.Value))
        {
            return GoogleAnswers.BadForm("grant_type");
        }

        var token = form.GetValueOrDefault("subject_token") ?? "";
        _secrets.Enqueue(token);
        if (form.GetValueOrDefault("audience") != $"identitynamespace:{Site.Pool}:{Site.Issuer}")
        {
            return GoogleAnswers.NoSuchPool;
        }

        if (SignedJwt.Verify(token, _clusterKeys) is not { } claims || claims["aud"] is not JsonArray audiences
            || !audiences.Select(static audience => (string?)audience).SequenceEqual([Site.Pool]))
        {
            return GoogleAnswers.BadIssuer;
        }

        return (long)claims["exp"]! <= Now ? GoogleAnswers.Stale((long)claims["iat"]!) : Granted((string)claims["sub"]!);
    }

    private GoogleAnswer Granted(string subject)
    {
        var access = $"ya29.d.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(64))}";
        _subjects[access] = subject;
        _secrets.Enqueue(access);
        return GoogleAnswers.Ok(new JsonObject
        {
            ["access_token"] = access,
            ["issued_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
            ["token_type"] = "Bearer",
            ["expires_in"] = 3599,
        }.ToJsonString());
    }

    private async Task<GoogleAnswer> IdTokenAsync(HttpContext http)
    {
        var bearer = http.Request.Headers.Authorization.ToString();
        if (!bearer.StartsWith("Bearer ", StringComparison.Ordinal) || !_subjects.TryGetValue(bearer["Bearer ".Length..], out var subject))
        {
            return GoogleAnswers.NoCredentials;
        }

        if (!Site.HasApi)
        {
            return GoogleAnswers.Disabled(Site.Project);
        }

        if (!Site.Users.Contains(subject))
        {
            return GoogleAnswers.NoRight;
        }

        var body = http.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true
            ? await JsonSerializer.DeserializeAsync<JsonObject>(http.Request.Body, JsonSerializerOptions.Default, http.RequestAborted)
            : null;
        return body is { Count: 2 } && body["audience"] is JsonValue audience && body["includeEmail"] is JsonValue email
            && email.GetValueKind() == JsonValueKind.True
            ? IdToken((string)audience!)
            : GoogleAnswers.BadRequest("Unknown name");
    }

    private GoogleAnswer IdToken(string audience)
    {
        var token = SignedJwt.Sign(_key, KeyId, new JsonObject
        {
            ["aud"] = audience,
            ["azp"] = Site.AccountId,
            ["email"] = Site.Account,
            ["email_verified"] = true,
            ["exp"] = Now + (long)Life.TotalSeconds,
            ["iat"] = Now,
            ["iss"] = "https://accounts.google.com",
            ["sub"] = Site.AccountId,
        });
        _secrets.Enqueue(token);
        return GoogleAnswers.Ok(new JsonObject { ["token"] = token }.ToJsonString());
    }

    private string Account() => new JsonObject
    {
        ["name"] = $"projects/{Site.Project}/serviceAccounts/{Site.Account}",
        ["projectId"] = Site.Project,
        ["uniqueId"] = Site.AccountId,
        ["email"] = Site.Account,
        ["oauth2ClientId"] = Site.AccountId,
    }.ToJsonString();

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();
}
