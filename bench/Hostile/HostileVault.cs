using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Coffer.Bench.Hostile;

/// <summary>A server that a tenant runs and calls a Vault: a port for each trick.</summary>
internal sealed class HostileVault : IAsyncDisposable
{
    private const int Mebi = 1024 * 1024;
    private const string Json = "application/json";

    private static readonly byte[] Errors = Encoding.UTF8.GetBytes($$"""{"errors":["{{Repeat("eyJ-", 3 * Mebi)}}"]}""");
    private static readonly byte[] Fields = Encoding.UTF8.GetBytes(
        $$"""{"request_id":"r","data":{{{Numbered(1_300_000, number => $"\"k{number}\":1")}}},"lease_id":"","lease_duration":0,"renewable":false}""");
    private static readonly byte[] Policies = Encoding.UTF8.GetBytes(Login(Numbered(1_000_000, number => $"\"p{number}\"")));
    private static readonly byte[] PlainLogin = Encoding.UTF8.GetBytes(Login("\"default\""));
    private static readonly string Warning = Repeat("W", 2 * Mebi);

    private readonly WebApplication _app;
    private long _asked;

    private HostileVault(WebApplication app) => _app = app;

    /// <summary>Calls that it got.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    public static async Task<HostileVault> StartAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            foreach (var _ in Enum.GetValues<Trick>())
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
        });
        var app = builder.Build();
        var server = new HostileVault(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync(cancellation);
        return server;
    }

    /// <summary>Where the trick is played, without trailing slash.</summary>
    public string Address(Trick trick) => _app.Urls.ElementAt((int)trick);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _asked);
        var trick = (Trick)_app.Urls.Select(url => new Uri(url).Port).ToList().IndexOf(context.Connection.LocalPort);
        var isLogin = context.Request.Path.Value!.EndsWith("/login", StringComparison.Ordinal);
        return (trick, isLogin) switch
        {
            (Trick.LongErrors, _) => SendAsync(context, StatusCodes.Status400BadRequest, Errors),
            (Trick.ManyPolicies, true) => SendAsync(context, StatusCodes.Status200OK, Policies),
            (_, true) => SendAsync(context, StatusCodes.Status200OK, PlainLogin),
            _ when context.Request.Path == "/v1/sys/health" => SendAsync(context, StatusCodes.Status200OK,
                "{\"initialized\":true,\"sealed\":false,\"standby\":false,\"version\":\"2.0.3\"}"u8.ToArray()),
            (Trick.LongWarnings, _) => SendAsync(context, StatusCodes.Status404NotFound,
                Encoding.UTF8.GetBytes($$"""{"request_id":"r","data":null,"warnings":["{{Asked}} {{Warning}}"]}""")),
            (Trick.SlowBody, _) => DripAsync(context),
            (Trick.Redirect, _) => RedirectAsync(context),
            _ => SendAsync(context, StatusCodes.Status200OK, Fields),
        };
    }

    private static Task SendAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = Json;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static async Task DripAsync(HttpContext context)
    {
        context.Response.ContentType = Json;
        context.Response.ContentLength = 16 * Mebi;
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(" "u8.ToArray(), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, context.RequestAborted);
        }
    }

    private Task RedirectAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = $"{Address(Trick.ManyFields)}/internal?any=query";
        return Task.CompletedTask;
    }

    private static string Login(string policies) =>
        $$"""{"request_id":"r","auth":{"client_token":"hvs.hostile","accessor":"a","policies":[{{policies}}],"token_policies":[],"lease_duration":3600,"renewable":true,"token_type":"service"} }""";

    private static string Repeat(string part, int length) => new StringBuilder().Insert(0, part, length / part.Length).ToString();

    private static string Numbered(int count, Func<int, string> part) => string.Join(',', Enumerable.Range(0, count).Select(part));
}
