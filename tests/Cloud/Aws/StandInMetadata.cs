using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coffer.Cloud.Tests.Aws;

/// <summary>
/// Stand-ins for the metadata service of an instance, version 2 alone (under <c>/latest</c>), and for the credential service of a
/// container (under <c>/v1</c>). Both hand out one identity's keys.
/// </summary>
internal sealed class StandInMetadata : IAsyncDisposable
{
    private const string Session = "c4nary-session";

    private readonly WebApplication _app;

    private StandInMetadata()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>What is handed out: id, secret and token; null when the instance has no role.</summary>
    public (string Id, string Secret, string Token)? Keys { get; set; }

    /// <summary>What the container's service wants to be shown.</summary>
    public string? Authorization { get; set; }

    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<StandInMetadata> StartAsync()
    {
        var server = new StandInMetadata();
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(impatient.Token);
        await _app.DisposeAsync();
    }

    private Task ServeAsync(HttpContext http)
    {
        Requests.Enqueue($"{http.Request.Method} {http.Request.Path}");
        var hasSession = http.Request.Headers["X-aws-ec2-metadata-token"] == Session;
        return (http.Request.Method, http.Request.Path.Value) switch
        {
            ("PUT", "/latest/api/token") when http.Request.Headers["X-aws-ec2-metadata-token-ttl-seconds"] == "60" =>
                http.Response.WriteAsync(Session),
            ("GET", "/latest/meta-data/iam/security-credentials/") when hasSession && Keys is not null =>
                http.Response.WriteAsync("node-role"),
            ("GET", "/latest/meta-data/iam/security-credentials/node-role") when hasSession => http.Response.WriteAsync(Document()),
            ("GET", "/v1/credentials") when http.Request.Headers.Authorization == Authorization => http.Response.WriteAsync(Document()),
            ("GET", "/v1/credentials") => Refuse(http, 401),
            ("GET", _) when !hasSession => Refuse(http, 401),
            _ => Refuse(http, 404),
        };
    }

    private string Document() => $$"""
        { "Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "{{Keys!.Value.Id}}", "SecretAccessKey": "{{Keys.Value.Secret}}",
          "Token": "{{Keys.Value.Token}}", "Expiration": "2099-01-01T00:00:00Z" }
        """;

    private static Task Refuse(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync("c4nary");
    }
}
