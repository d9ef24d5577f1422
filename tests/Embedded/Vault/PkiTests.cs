using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault;

namespace Coffer.Embedded.Tests.Vault;

/// <summary>The pki engine makes real certificates and says what real servers were seen to say.</summary>
public sealed class PkiTests
{
    private static readonly DateTimeOffset RootEnd = new(2026, 12, 23, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task A_certificate_is_what_its_answer_says(VaultFlavour flavour)
    {
        await using var vault = await Start.Vault(flavour, Start.Clock());
        using var root = await PrepareAsync(vault);

        var data = (await root.Put("pki/issue/web", """{"common_name":"a.example.test","alt_names":"b.example.test","ttl":"1h"}""")).Data!;

        using var leaf = X509Certificate2.CreateFromPem((string)data["certificate"]!, (string)data["private_key"]!);
        using var ca = X509Certificate2.CreateFromPem((string)data["issuing_ca"]!);
        Assert.True(leaf.HasPrivateKey);
        Assert.Equal("CN=a.example.test", leaf.Subject);
        Assert.Equal(["a.example.test", "b.example.test"],
            leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames());
        Assert.Equal((string)data["serial_number"]!, Colons(leaf));
        Assert.Equal((long)data["expiration"]!, new DateTimeOffset(leaf.NotAfter).ToUnixTimeSeconds());
        Assert.Equal([(string)data["issuing_ca"]!], data["ca_chain"]!.AsArray().Select(each => (string)each!));
        Assert.Equal(flavour == VaultFlavour.OpenBao, data["not_before"] is not null);
        Assert.Equal(flavour == VaultFlavour.Vault2, data["authority_key_id"] is not null);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(ca);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = leaf.NotBefore.AddMinutes(1);
        Assert.True(chain.Build(leaf), string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation)));
    }

    [Fact]
    public async Task The_chain_goes_from_the_issuer_to_its_root_unless_roots_are_left_out()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao, Start.Clock());
        using var root = await PrepareAsync(vault);
        await root.Must("sys/mounts/int", new { type = "pki" });
        var csr = (await root.Put("int/intermediate/generate/internal", """{"common_name":"int","key_type":"ec"}""")).Data!;
        var signed = (await root.Put("pki/root/sign-intermediate",
            JsonSerializer.Serialize(new { csr = (string)csr["csr"]!, common_name = "int", format = "pem_bundle", ttl = "100h" }))).Data!;
        await root.Must("int/intermediate/set-signed", new { certificate = (string)signed["certificate"]! });
        await root.Must("int/roles/web", new { allow_any_name = true, key_type = "ec" });

        var whole = (await root.Put("int/issue/web", """{"common_name":"a","ttl":"1h","format":"pem_bundle"}""")).Data!;
        var bare = (await root.Put("int/issue/web", """{"common_name":"a","ttl":"1h","remove_roots_from_chain":true}""")).Data!;
        var direct = (await root.Put(
            "pki/issue/web", """{"common_name":"a.example.test","ttl":"1h","remove_roots_from_chain":true}""")).Data!;

        Assert.Equal(2, whole["ca_chain"]!.AsArray().Count);
        Assert.Equal(4, ((string)whole["certificate"]!).Split("-----BEGIN").Length - 1);
        Assert.Equal((string)whole["issuing_ca"]!, (string)Assert.Single(bare["ca_chain"]!.AsArray())!);
        Assert.Null(direct["ca_chain"]);
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao, "pki/issue/nope", "{}", 400, "unknown role: nope")]
    [InlineData(VaultFlavour.OpenBao, "pki/issue/web", """{"common_name":"a.other.test"}""", 400,
        "common name a.other.test not allowed by this role")]
    [InlineData(VaultFlavour.OpenBao, "pki/issue/web", """{"common_name":"a.example.test","alt_names":"b.other.test"}""", 400,
        "subject alternate name b.other.test not allowed by this role")]
    [InlineData(VaultFlavour.OpenBao, "pki/issue/web", """{"common_name":"a.example.test","ip_sans":"x"}""", 400,
        "the value \"x\" is not a valid IP address")]
    [InlineData(VaultFlavour.OpenBao, "pki/issue/web", """{"common_name":"a.example.test","not_after":""}""", 400,
        "parsing time \"\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"2006\"")]
    [InlineData(VaultFlavour.OpenBao, "pki/issue/web", """{"common_name":"a.example.test","ttl":"abc"}""", 400,
        "Field validation failed: error converting input for field \"ttl\": time: invalid duration \"abc\"")]
    [InlineData(VaultFlavour.OpenBao, "pki/issue/web", """{"common_name":"a.example.test","format":"x"}""", 400,
        "the \"format\" path parameter must be \"pem\", \"der\", or \"pem_bundle\"")]
    [InlineData(VaultFlavour.OpenBao, "pki/issuer/nope/issue/web", """{"common_name":"a.example.test"}""", 500,
        "1 error occurred:\n\t* could not fetch the CA certificate (was one set?): unable to find PKI issuer for reference: nope\n\n")]
    [InlineData(VaultFlavour.OpenBao, "pki/issue/long", """{"common_name":"a.example.test","ttl":"720h0m1s"}""", 400,
        "cannot satisfy request, as TTL would result in notAfter of 2026-12-23T18:00:01Z that is beyond the expiration of the CA "
            + "certificate at 2026-12-23T18:00:00Z")]
    [InlineData(VaultFlavour.OpenBao, "pki/revoke", """{"serial_number":"00:11"}""", 400, "certificate with serial 00:11 not found.")]
    [InlineData(VaultFlavour.Vault2, "pki/revoke", """{"serial_number":""}""", 400, "The serial number must be provided")]
    public async Task Faults_are_told_in_the_words_of_the_real_ones(VaultFlavour flavour, string path, string body, int status, string text)
    {
        await using var vault = await Start.Vault(flavour, Start.Clock());
        using var root = await PrepareAsync(vault);

        (await root.Put(path, body)).IsError(status, text);
    }

    [Fact]
    public async Task A_life_beyond_the_roles_is_cut_with_a_warning_and_the_newer_Vault_takes_an_empty_end()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault2, Start.Clock());
        using var root = await PrepareAsync(vault);

        var reply = await root.Put("pki/issue/web", """{"common_name":"a.example.test","ttl":"5h","not_after":""}""");

        Assert.Equal(2, reply.Warnings!.Length);
        Assert.Equal("TTL \"5h0m0s\" is longer than permitted maxTTL \"2h0m0s\", so maxTTL is being used", reply.Warnings![0]);
        Assert.Equal(RootEnd.AddDays(-30).AddHours(2).ToUnixTimeSeconds(), (long)reply.Data!["expiration"]!);
    }

    [Fact]
    public async Task A_revoked_certificate_says_when_and_a_second_time_the_same()
    {
        var clock = Start.Clock();
        await using var vault = await Start.Vault(VaultFlavour.OpenBao, clock);
        using var root = await PrepareAsync(vault);
        var serial = (string)(await root.Put("pki/issue/web", """{"common_name":"a.example.test","ttl":"1h"}""")).Data!["serial_number"]!;
        var other = (string)(await root.Put("pki/issue/web", """{"common_name":"a.example.test","ttl":"1m"}""")).Data!["serial_number"]!;

        Assert.Equal(0, (long)(await root.Get($"pki/cert/{serial}")).Data!["revocation_time"]!);
        var first = (await root.Put("pki/revoke", Serial(serial))).Data!;
        clock.Advance(TimeSpan.FromMinutes(5));
        var second = (await root.Put("pki/revoke", Serial(serial.Replace(':', '-')))).Data!;
        Assert.Equal("revoked", (string)first["state"]!);
        Assert.Equal((long)first["revocation_time"]!, (long)second["revocation_time"]!);
        Assert.Equal((long)first["revocation_time"]!, (long)(await root.Get($"pki/cert/{serial}")).Data!["revocation_time"]!);

        var expired = await root.Put("pki/revoke", Serial(other));
        Assert.Null(expired.Data);
        Assert.Contains("already expired", Assert.Single(expired.Warnings!), StringComparison.Ordinal);
    }

    private static async Task<VaultClient> PrepareAsync(EmbeddedVault vault)
    {
        var root = VaultClient.Root(vault);
        await root.Must("sys/mounts/pki", new { type = "pki", config = new { max_lease_ttl = "8760h" } });
        await root.Must("pki/root/generate/internal", new { common_name = "root", ttl = "720h", key_type = "ec" });
        await root.Must("pki/roles/web",
            new { allowed_domains = "example.test", allow_subdomains = true, key_type = "ec", ttl = "1h", max_ttl = "2h" });
        await root.Must("pki/roles/long", new { allow_any_name = true, key_type = "ec" });
        return root;
    }

    private static string Serial(string serial) => new JsonObject { ["serial_number"] = serial }.ToJsonString();

    private static string Colons(X509Certificate2 certificate) =>
        string.Join(':', certificate.SerialNumberBytes.ToArray().Select(each => Convert.ToHexStringLower([each])));
}
