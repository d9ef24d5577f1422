using System.Net;
using Coffer.Domain.Reach;

namespace Coffer.Domain.Tests.Reach;

public class ReachRulesTests
{
    private static readonly ReachRules InPod = new() { OperatorNamespace = "coffer", Loopback = false };

    [Theory]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://0xA9FEA9FE")]
    [InlineData("http://[fe80::1]:8200")]
    [InlineData("http://[::ffff:169.254.169.254]")]
    [InlineData("http://[64:ff9b::169.254.169.254]")]
    [InlineData("http://[fd00:ec2::254]")]
    [InlineData("http://168.63.129.16")]
    public void A_tenant_never_reaches_a_link_local_address_or_a_clouds_metadata_service(string url)
    {
        Assert.Contains("link-local", InPod.Objection("team-a", new Uri(url)), StringComparison.Ordinal);
        Assert.Contains(
            "link-local", (InPod with { Loopback = true, Allowed = Patterns("169.254.0.0/16", "*") }).Objection("team-a", new Uri(url)),
            StringComparison.Ordinal);
        Assert.Null(InPod.Objection("coffer", new Uri(url)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8200")]
    [InlineData("http://127.1:8200")]
    [InlineData("http://2130706433:8200")]
    [InlineData("http://[::1]:8200")]
    [InlineData("http://0.0.0.0:8200")]
    [InlineData("http://[::]:8200")]
    [InlineData("http://[::ffff:127.0.0.1]:8200")]
    public void In_a_pod_a_loopback_address_is_the_operators_own(string url)
    {
        Assert.Contains("loopback", InPod.Objection("team-a", new Uri(url)), StringComparison.Ordinal);
        Assert.Contains("loopback", (InPod with { Allowed = Patterns("*") }).Objection("team-a", new Uri(url)), StringComparison.Ordinal);
        Assert.Null((InPod with { Loopback = true }).Objection("team-a", new Uri(url)));
        Assert.Null(InPod.Objection("coffer", new Uri(url)));
    }

    [Fact]
    public void A_loopback_address_that_the_operator_names_is_for_everybody() =>
        Assert.Null((InPod with { Allowed = Patterns("127.0.0.1:8200") }).Objection("team-a", new Uri("http://127.0.0.1:8200")));

    [Theory]
    [InlineData("http://10.244.1.7:8080")]
    [InlineData("http://[::ffff:10.244.1.7]:8080")]
    [InlineData("http://[fd00:10:244::7]:11111")]
    public void The_pods_own_address_is_the_operators_own_too(string url)
    {
        var rules = InPod with { Own = [IPAddress.Parse("10.244.1.7"), IPAddress.Parse("fd00:10:244::7")] };

        Assert.Contains("the operator's own pod", rules.Objection("team-a", new Uri(url)), StringComparison.Ordinal);
        Assert.Contains(
            "the operator's own pod", (rules with { Allowed = Patterns("*") }).Objection("team-a", new Uri(url)), StringComparison.Ordinal);
        Assert.Null((rules with { Allowed = Patterns("10.244.1.7", "fd00::/8") }).Objection("team-a", new Uri(url)));
        Assert.Null(rules.Objection("coffer", new Uri(url)));
        Assert.Null(rules.Objection("team-a", new Uri("http://10.244.1.8:8200")));
    }

    [Fact]
    public void A_name_is_judged_by_the_address_that_it_stands_for()
    {
        Assert.Null(InPod.Objection("team-a", new Uri("http://rebound.example:8200")));
        Assert.Contains("rebound.example is a loopback", InPod.Objection("team-a", "rebound.example", IPAddress.Loopback, 8200),
            StringComparison.Ordinal);
        Assert.Null(InPod.Objection("team-a", "rebound.example", IPAddress.Parse("10.1.2.3"), 8200));
    }

    [Fact]
    public void Who_is_not_on_the_list_reads_the_field_the_value_and_the_option()
    {
        var rules = InPod with { Allowed = Patterns("*.vault.svc:8200") };

        Assert.Null(rules.Objection("team-a", new Uri("https://active.vault.svc:8200")));
        Assert.Equal(
            "vault.evil.org:443 is not among the addresses that --vault-addresses (COFFER_VAULT_ADDRESSES) allows to VaultConnections "
            + "outside of namespace coffer; "
            + "have it added there, or use a VaultConnection of namespace coffer",
            rules.Objection("team-a", new Uri("https://vault.evil.org")));
        Assert.Null(rules.Objection("coffer", new Uri("https://vault.evil.org")));
    }

    private static HostPattern[] Patterns(params string[] texts) => [.. texts.Select(text => HostPattern.Parse(text)!)];
}
