using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Coffer.Contracts.Ports;
using Coffer.Tests.Support.Google;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Cloud.Tests.Support;

/// <summary>The adapter, and a Google on loopback that trusts a cluster whose key the test holds.</summary>
internal sealed class GoogleUnderTest : IAsyncDisposable
{
    public const string Reader = "system:serviceaccount:app:reader";

    private readonly RSA _clusterKey;
    private readonly ServiceProvider _services;

    private GoogleUnderTest(RSA clusterKey, TestGoogle google, Func<CloudOptions, CloudOptions> change)
    {
        (_clusterKey, Google) = (clusterKey, google);
        var options = change(TestOptions.Cloud with { GcpSts = google.Address, GcpIam = google.Address, GcpMetadata = google.Address });
        _services = new ServiceCollection().AddCloud(options).BuildServiceProvider();
        Port = _services.GetRequiredService<IGoogleIdentities>();
    }

    public TestGoogle Google { get; }

    public IGoogleIdentities Port { get; }

    public GkeCluster Cluster => new(Google.Site.Project, Google.Site.Location, Google.Site.Cluster);

    public static async Task<GoogleUnderTest> StartAsync(Func<CloudOptions, CloudOptions>? change = null)
    {
        var key = RSA.Create(2048);
        var google = await TestGoogle.StartAsync([key]);
        google.Site = google.Site with { Users = [Reader] };
        return new GoogleUnderTest(key, google, change ?? (static options => options));
    }

    /// <summary>A token of the cluster for app/reader.</summary>
    public ServiceAccountToken Token(string audience, TimeSpan life)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new ServiceAccountToken(SignedJwt.Sign(_clusterKey, "cluster", new JsonObject
        {
            ["aud"] = new JsonArray(audience),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + life).ToUnixTimeSeconds(),
            ["sub"] = Reader,
        }));
    }

    public ServiceAccountToken Token() => Token(Cluster.Pool, TimeSpan.FromMinutes(10));

    public async Task<GoogleAccessToken> AccessAsync() =>
        (await Port.ExchangeAsync(Cluster, Token(), CancellationToken.None)).Value();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Google.DisposeAsync();
    }

    /// <summary>Has the stand-in answer this, whatever it is asked.</summary>
    public void Answers(string request, int status, string body, string type = "application/json", string? retryAfter = null) =>
        Google.Instead[request] = context =>
        {
            if (retryAfter is not null)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }

            return new GoogleAnswer(status, type, body).WriteAsync(context.Response);
        };
}
