using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Embedded.Tests.Vault;

/// <summary>Answers TokenReviews over HTTPS as an API server does, from a table of good tokens.</summary>
internal sealed class StubReviewer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private StubReviewer(WebApplication app, X509Certificate2 certificate)
    {
        _app = app;
        _certificate = certificate;
    }

    public string Host => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public string CaPem => _certificate.ExportCertificatePem();

    /// <summary>Token to (user name, uid).</summary>
    public Dictionary<string, (string Name, string Uid)> Users { get; } = [];

    /// <summary>The only bearer that may review; null lets all.</summary>
    public string? Reviewer { get; set; }

    public JsonNode? LastReview { get; private set; }

    public static async Task<StubReviewer> StartAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=stub", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var bare = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var certificate = X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), null);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        var stub = new StubReviewer(builder.Build(), certificate);
        stub._app.Run(stub.AnswerAsync);
        await stub._app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var bearer = context.Request.Headers.Authorization.ToString();
        if (context.Request.Path != "/apis/authentication.k8s.io/v1/tokenreviews"
            || (Reviewer is not null && bearer != "Bearer " + Reviewer))
        {
            context.Response.StatusCode = 403;
            return;
        }

        LastReview = await JsonNode.ParseAsync(context.Request.Body);
        var good = Users.TryGetValue(LastReview!["spec"]!["token"]!.GetValue<string>(), out var user);
        var status = good
            ? new JsonObject
            {
                ["authenticated"] = true,
                ["user"] = new JsonObject { ["username"] = user.Name, ["uid"] = user.Uid },
                ["audiences"] = LastReview["spec"]!["audiences"]?.DeepClone(),
            }
            : new JsonObject { ["error"] = "[invalid bearer token]" };
        context.Response.StatusCode = 201;
        await context.Response.WriteAsJsonAsync(new JsonObject { ["kind"] = "TokenReview", ["status"] = status });
    }
}
