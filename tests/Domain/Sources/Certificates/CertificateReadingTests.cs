using System.Text;
using System.Text.Json.Nodes;
using Coffer.Domain.Secrets;
using Coffer.Domain.Sources.Certificates;

namespace Coffer.Domain.Tests.Sources.Certificates;

/// <summary>What is made of an answer, and of answers that are none.</summary>
public sealed class CertificateReadingTests
{
    private static readonly CertificateSource Source = new();

    [Fact]
    public void The_certificates_own_times_count_and_not_what_the_answer_says()
    {
        var found = Assert.IsType<SourceReading.Found>(Read(Authority.Issue(change: data => data["expiration"] = 1)));

        var facts = ((CertificateVersion)found.Version).Facts;
        Assert.Equal(Authority.Now.AddHours(3), facts.NotAfter);
        Assert.Equal("1d:64:0a", facts.SerialNumber);
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("der")]
    [InlineData("pem_bundle")]
    public void Whatever_the_format_the_keys_for_TLS_are_PEM_and_a_root_is_in_none_but_ca_crt(string format)
    {
        var data = Authority.Issue();
        var (leaf, key) = ((string)data["certificate"]!, (string)data["private_key"]!);
        var authority = (string)data["issuing_ca"]!;
        if (format == "der")
        {
            foreach (var name in new[] { "certificate", "private_key", "issuing_ca" })
            {
                data[name] = Authority.Der((string)data[name]!);
            }

            data["ca_chain"] = new JsonArray(Authority.Der(authority));
        }
        else if (format == "pem_bundle")
        {
            data["certificate"] = $"{key}\n{leaf}\n{authority}";
        }

        var added = Assert.IsType<SourceReading.Found>(Read(data)).Content.Added;

        Assert.Equal(leaf, Text(added["tls.crt"]));
        Assert.Equal(key, Text(added["tls.key"]));
        Assert.Equal(authority, Text(added["ca.crt"]));
    }

    [Fact]
    public void A_key_of_another_certificate_is_refused_and_what_was_issued_is_named()
    {
        var data = Authority.Issue(change: each => each["private_key"] = (string)Authority.Issue()["private_key"]!);

        var failed = Assert.IsType<SourceReading.Failed>(Read(data));
        Assert.Equal("1d:64:0a", failed.Made);
        Assert.Contains("private key is not that of its certificate", failed.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"certificate":1}""")]
    [InlineData("""{"certificate":"rubbish"}""")]
    [InlineData("""{"certificate":"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----","serial_number":"<script>"}""")]
    public void What_is_no_certificate_is_told_and_nothing_is_quoted(string json)
    {
        var failed = Assert.IsType<SourceReading.Failed>(Read(JsonNode.Parse(json)));
        Assert.Null(failed.Made);
        Assert.DoesNotContain("rubbish", failed.Problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("script", failed.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_and_an_authority_that_ends_soon_are_remarked()
    {
        var answer = Authority.Answer(Authority.Issue(life: TimeSpan.FromDays(200)), "TTL is too long", "TTL is too long");

        var found = Assert.IsType<SourceReading.Found>(
            Source.Understand(Authority.Resource, Source.Requests(Authority.Resource), [answer], 1000));
        Assert.Equal(2, found.Remarks.Length);
        Assert.Equal("Vault: TTL is too long", found.Remarks[0]);
        Assert.Contains("renew the CA", found.Remarks[1], StringComparison.Ordinal);
    }

    /// <summary>A login's token is revoked when it is used no more, and Vault revokes its leases with it.</summary>
    [Fact]
    public void A_certificate_that_bears_a_lease_is_remarked()
    {
        var answer = Authority.Answer(Authority.Issue(life: TimeSpan.FromDays(20))) with { HasLease = true };

        var found = Assert.IsType<SourceReading.Found>(
            Source.Understand(Authority.Resource, Source.Requests(Authority.Resource), [answer], 1000));
        Assert.Contains("generate_lease=false", Assert.Single(found.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_set_is_sent()
    {
        Assert.Equal("""{"remove_roots_from_chain":true,"common_name":"a.example.test"}""", Source.Requests(Authority.Resource)[0].Body);
        var all = Authority.With(spec => spec with
        {
            IssuerRef = "blue",
            AltNames = ["b", "", "c"],
            IpSans = [],
            NotAfter = "",
            Ttl = "1h",
            Format = "pem",
            ExcludeCnFromSans = true,
        });
        Assert.Equal(
            """{"remove_roots_from_chain":true,"common_name":"a.example.test","alt_names":"b,c","ttl":"1h","format":"pem","""
                + "\"exclude_cn_from_sans\":true}",
            Source.Requests(all)[0].Body);
        Assert.Equal("pki/issuer/blue/issue/web", Source.Requests(all)[0].Path);
    }

    [Fact]
    public void Only_what_is_asked_for_changes_what_was_asked()
    {
        var asked = Source.Asked(Authority.Resource);
        Assert.Equal(asked, Source.Asked(Authority.With(spec => spec with
        {
            ExpiryOffset = "1h",
            Revoke = true,
            Destination = spec.Destination with { Labels = new Dictionary<string, string> { ["a"] = "b" } },
        })));
        Assert.NotEqual(asked, Source.Asked(Authority.With(spec => spec with { Ttl = "2h" })));
        Assert.NotEqual(asked, Source.Asked(Authority.With(spec => spec with { Destination = spec.Destination with { Type = "Opaque" } })));
    }

    private static SourceReading Read(JsonNode? data) => Source.Understand(
        Authority.Resource, Source.Requests(Authority.Resource), [Authority.Answer(data)], 1000);

    private static string Text(ReadOnlyMemory<byte> value) => Encoding.UTF8.GetString(value.Span);
}
