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

    [Fact]
    public async Task Straight_from_a_root_the_certificate_stands_alone_and_the_root_is_the_authority()
    {
        await _stage.DeclarePkiAsync("rooted", manifest =>
        {
            manifest["spec"]!["mount"] = _stage.Pki.Root;
            manifest["spec"]!["issuerRef"] = "default";
            manifest["spec"]!["destination"]!["type"] = "kubernetes.io/tls";
        });
        await _stage.SerialAsync("rooted");
        var data = (await _stage.SecretAsync("rooted"))!;

        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(data["tls.crt"]);
        using var authority = X509Certificate2.CreateFromPem(data["ca.crt"]);
        Assert.Equal(["CN=rooted.example.test"], chain.Select(each => each.Subject));
        Assert.Equal("CN=root", authority.Subject);
        Assert.DoesNotContain("ca_chain", data.Keys);
    }

    [Fact]
    public async Task What_the_manifest_asks_for_is_in_the_certificate()
    {
        await _stage.DeclarePkiAsync("asked", manifest =>
        {
            var spec = manifest["spec"]!;
            spec["altNames"] = new JsonArray("b.example.test", "c.example.test");
            spec["ipSans"] = new JsonArray("192.0.2.1");
            spec["uriSans"] = new JsonArray("spiffe://example.test/app");
            spec["excludeCNFromSans"] = true;
            spec["ttl"] = "2h";
            spec["format"] = "pem_bundle";
            spec["privateKeyFormat"] = "pkcs8";
        });
        await _stage.SerialAsync("asked");
        var data = (await _stage.SecretAsync("asked"))!;

        using var leaf = X509Certificate2.CreateFromPem(data["certificate"], data["private_key"]);
        var names = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(["b.example.test", "c.example.test"], names.EnumerateDnsNames());
        Assert.Equal(["192.0.2.1"], names.EnumerateIPAddresses().Select(address => address.ToString()));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", data["private_key"], StringComparison.Ordinal);
        Assert.InRange(leaf.NotAfter - leaf.NotBefore, TimeSpan.FromMinutes(120), TimeSpan.FromMinutes(121));
    }

    [Fact]
    public async Task Templates_see_the_chain_as_a_list_and_beat_the_keys_for_TLS()
    {
        await _stage.DeclarePkiAsync("templated", manifest => manifest["spec"]!["destination"] = JsonNode.Parse("""
            { "create": true, "name": "templated", "type": "kubernetes.io/tls", "transformation": {
              "excludeRaw": true, "excludes": [".*"], "templates": {
                "links": { "text": "{{ len .Secrets.ca_chain }}" },
                "tls.crt": { "text": "{{ .Secrets.certificate }}\n{{ index .Secrets.ca_chain 0 }}\n# by hand" } } } }
            """));
        await _stage.SerialAsync("templated");
        var data = (await _stage.SecretAsync("templated"))!;

        Assert.Equal(["ca.crt", "links", "tls.crt", "tls.key"], data.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("1", data["links"]);
        Assert.EndsWith("# by hand", data["tls.crt"], StringComparison.Ordinal);
    }
}
