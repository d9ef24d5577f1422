using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text;
using Coffer.Cloud.Aws;
using Coffer.Cloud.Tests.Support;
using Coffer.Contracts.Ports;
using Coffer.Contracts;
using Coffer.Domain.Reach;
using Coffer.Tests.Support.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coffer.Cloud.Tests.Aws;

/// <summary>The adapter beside a stand-in for STS, and Vault's part: sending on what was signed.</summary>
internal sealed class AwsWorld : IAsyncDisposable
{
    public const string Home = "coffer-system";

    private readonly ServiceProvider _services;

    private AwsWorld(StandInSts sts, AwsEnvironment environment, ReachRules? reach, IApiAddress? apiServer, TimeProvider? time)
    {
        Sts = sts;
        var services = new ServiceCollection();
        if (time is not null)
        {
            services.AddSingleton(time);
        }

        if (apiServer is not null)
        {
            services.AddSingleton(apiServer);
        }

        services.AddCloud(TestOptions.Cloud with { Reach = reach ?? new ReachRules { OperatorNamespace = Home } });
        services.AddSingleton(environment);
        services.AddLogging(logging => logging.AddProvider(Log));
        _services = services.BuildServiceProvider();
    }

    public StandInSts Sts { get; }

    public MemoryLog Log { get; } = new();

    public AwsSettings Settings => new() { Namespace = "team-a", SessionName = "coffer-team-a-x", StsEndpoint = Sts.Address };

    public static async Task<AwsWorld> StartAsync(
        AwsEnvironment? environment = null, ReachRules? reach = null, IApiAddress? apiServer = null, TimeProvider? time = null) =>
        new(await StandInSts.StartAsync(), environment ?? new AwsEnvironment { MetadataDisabled = true }, reach, apiServer, time);

    /// <summary>A token with claims and no signature: whether it is signed is for STS's own OIDC to know.</summary>
    public static string Jwt(string subject, string audience) =>
        $"{Encode("{\"alg\":\"RS256\"}")}.{Encode($"{{\"sub\":\"{subject}\",\"aud\":[\"{audience}\"]}}")}.c4nary-{Guid.NewGuid():N}";

    public Task<Outcome<AwsProof>> ProveAsync(AwsIdentity identity, AwsSettings? settings = null) =>
        _services.GetRequiredService<IAwsIdentities>().ProveAsync(identity, settings ?? Settings, default);

    public async Task<AwsProof> ProofAsync(AwsIdentity identity, AwsSettings? settings = null)
    {
        var outcome = await ProveAsync(identity, settings);
        return outcome.TryGet(out var proof, out var failure) ? proof : throw new InvalidOperationException(failure.Message);
    }

    /// <summary>What Vault does with the fields of a login: sends the request to its own endpoint, with the URL's Host.</summary>
    public async Task<(int Status, string Text)> SendOnAsync(AwsProof proof)
    {
        var url = new Uri(Decode(proof.Fields["iam_request_url"]));
        using var request = new HttpRequestMessage(
            new HttpMethod(proof.Fields["iam_http_request_method"]), $"{Sts.Address.GetLeftPart(UriPartial.Authority)}/{url.PathAndQuery}");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Decode(proof.Fields["iam_request_body"])));
        request.Headers.Host = url.Authority;
        foreach (var (name, values) in Headers(proof))
        {
            var target = name == "Content-Type" ? (HttpHeaders)request.Content.Headers : request.Headers;
            target.TryAddWithoutValidation(name, values);
        }

        using var http = new HttpClient();
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static Dictionary<string, string[]> Headers(AwsProof proof) =>
        JsonSerializer.Deserialize<Dictionary<string, string[]>>(Decode(proof.Fields["iam_request_headers"]))!;

    public static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Sts.DisposeAsync();
        Log.Dispose();
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
