using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Certificates;

/// <summary>How a certificate comes into its Secret and what the Secret holds.</summary>
public sealed class CertificateTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await house.OpenAsync();
        await _stage.BuildPkiAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_TLS_Secret_holds_leaf_and_intermediate_the_key_and_always_the_issuing_authority()
    {
        await _stage.DeclarePkiAsync("tls", manifest => manifest["spec"]!["destination"]!["type"] = "kubernetes.io/tls");
        var serial = await _stage.SerialAsync("tls");
        var data = (await _stage.SecretAsync("tls"))!;

        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(data["tls.crt"]);
        using var leaf = X509Certificate2.CreateFromPem(data["tls.crt"], data["tls.key"]);
        using var authority = X509Certificate2.CreateFromPem(data["ca.crt"]);
        Assert.Equal(["CN=tls.example.test", "CN=intermediate"], chain.Select(each => each.Subject));
        Assert.Equal("CN=intermediate", authority.Subject);
        Assert.True(leaf.HasPrivateKey);
        Assert.Equal(serial, data["serial_number"]);
        Assert.Equal(1, data["ca_chain"].Split("-----BEGIN").Length - 1);
        Assert.Equal("kubernetes.io/tls", (string?)(await _stage.FindSecretAsync("tls"))!["type"]);

        var status = (await _stage.Kube.FindAsync(_stage.PkiSecret("tls"), default))!["status"]!;
        Assert.Equal(new DateTimeOffset(leaf.NotAfter).ToUnixTimeSeconds(), (long)status["expiration"]!);
        Assert.True((bool)status["valid"]!);
        Assert.Equal("", (string)status["error"]!);
    }
}
