using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Coffer.EndToEnd.Tests.Harness;

/// <summary>How a proxied Vault behaves.</summary>
internal enum VaultMood
{
    /// <summary>As it is.</summary>
    Well,

    /// <summary>Answers as a sealed OpenBao does.</summary>
    Sealed,

    /// <summary>Takes requests and never answers.</summary>
    Hanging,

    /// <summary>Takes no notice of the namespace header, as Vault Community does.</summary>
    DeafToNamespaces,
}

/// <summary>
/// Stands in front of the Vault under test and has it behave badly. What it makes up are recorded answers of real servers.
/// </summary>
internal sealed class VaultProxy : IAsyncDisposable
{
    private const string SealedHealth =
        """{"initialized":true,"sealed":true,"standby":true,"performance_standby":false,"replication_performance_mode":"unknown","replication_dr_mode":"unknown","server_time_utc":1795460000,"version":"2.6.2"}""";
    private const string Namespace = "X-Vault-Namespace";

    private readonly WebApplication _app;
    private readonly HttpClient _vault;

    private VaultProxy(WebApplication app, Uri vault)
    {
        _app = app;
        _vault = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = vault };
    }

    /// <summary>How it behaves from now on.</summary>
    public VaultMood Mood { get; set; }

    /// <summary>Requests whose path has this are never answered; empty for none.</summary>
    public string HangingPath { get; set; } = "";

    /// <summary>Its address, without trailing slash.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>Starts one; with a certificate it speaks TLS.</summary>
    public static async Task<VaultProxy> StartAsync(Uri vault, VaultMood mood, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            }));
        var app = builder.Build();
        var proxy = new VaultProxy(app, vault) { Mood = mood };
        app.Run(proxy.HandleAsync);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>A certificate for 127.0.0.1 that signed itself.</summary>
    public static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _vault.Dispose();
    }

    private Task HandleAsync(HttpContext context) => Mood switch
    {
        VaultMood.Sealed => AnswerSealedAsync(context),
        _ when HangingPath.Length > 0 && context.Request.Path.Value!.Contains(HangingPath, StringComparison.Ordinal) =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted),
        VaultMood.Hanging => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted),
        _ => ForwardAsync(context),
    };

    private static Task AnswerSealedAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(context.Request.Path == "/v1/sys/health" ? SealedHealth : """{"errors":["Vault is sealed"]}""");
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), context.Request.Path + context.Request.QueryString);
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key.StartsWith(
            "X-Vault-", StringComparison.OrdinalIgnoreCase)))
        {
            if (Mood != VaultMood.DeafToNamespaces || !name.Equals(Namespace, StringComparison.OrdinalIgnoreCase))
            {
                request.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        using var answer = await _vault.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (answer.Headers.TryGetValues(Namespace, out var echo))
        {
            context.Response.Headers[Namespace] = echo.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
