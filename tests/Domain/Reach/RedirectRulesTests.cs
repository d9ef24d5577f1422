using System.Net;
using Coffer.Domain.Reach;

namespace Coffer.Domain.Tests.Reach;

public class RedirectRulesTests
{
    private static readonly Uri Read = new("https://vault.example/v1/kv/data/app?version=2");

    [Theory]
    [InlineData("https://vault.example/v1/kv/data/app?version=2")]
    [InlineData("https://VAULT.example:8200/v1/kv/data/app?version=2")]
    [InlineData("https://10.1.2.3:8200/v1/kv/data/app?version=2")]
    [InlineData("https://node-1.vault.example:8200/v1/kv/data/app?version=2")]
    public void The_same_place_on_the_same_host_or_a_named_one_is_followed(string to) =>
        Assert.Null(Rules("10.0.0.0/8", "*.vault.example:8200").Objection(Read, new Uri(to)));

    [Theory]
    [InlineData("https://vault.example/v1/kv/data/other?version=2", "another path")]
    [InlineData("https://vault.example/api/v1/status/config", "another path")]
    [InlineData("https://vault.example/v1/kv/data/app?version=1", "another path")]
    [InlineData("https://vault.example/v1/kv/data/app", "another path")]
    [InlineData("https://other.example/v1/kv/data/app?version=2", "add other.example:443 to spec.redirectHosts")]
    [InlineData("https://node-1.vault.example/v1/kv/data/app?version=2", "spec.redirectHosts")]
    [InlineData("http://vault.example/v1/kv/data/app?version=2", "https api_addr")]
    public void Others_are_refused_with_what_to_set(string to, string said) =>
        Assert.Contains(said, Rules("10.0.0.0/8", "*.vault.example:8200").Objection(Read, new Uri(to)), StringComparison.Ordinal);

    [Fact]
    public void A_Vault_behind_a_proxys_path_does_not_know_of_that_path()
    {
        var rules = new RedirectRules(new Uri("https://gate.example/vault/"), [HostPattern.Parse("gate.example")!]);
        var read = new Uri("https://gate.example/vault/v1/kv/app");

        Assert.Null(rules.Objection(read, new Uri("https://gate.example:8200/v1/kv/app")));
        Assert.NotNull(rules.Objection(read, new Uri("https://gate.example:8200/admin/v1/kv/app")));
    }

    [Theory]
    [InlineData("vault.example", 443, true)]
    [InlineData("vault.example", 8200, false)]
    [InlineData("127.0.0.1", 8201, true)]
    [InlineData("127.0.0.1", 8202, false)]
    [InlineData("localhost", 8201, false)]
    public void Chosen_is_what_the_connection_itself_spells(string host, int port, bool chosen) =>
        Assert.Equal(chosen, Rules("127.0.0.1:8201", "localhost").IsChosen(host, IPAddress.Loopback, port));

    [Fact]
    public void A_redirect_by_name_never_leads_to_the_operators_own_host()
    {
        var rules = new ReachRules { OperatorNamespace = "coffer", Loopback = false, Own = [IPAddress.Parse("10.244.1.7")] };

        Assert.Contains("loopback", rules.Objection("rebound.example", IPAddress.IPv6Loopback), StringComparison.Ordinal);
        Assert.Contains("link-local", rules.Objection("rebound.example", IPAddress.Parse("169.254.169.254")), StringComparison.Ordinal);
        Assert.Contains(
            "the operator's own pod", rules.Objection("rebound.example", IPAddress.Parse("::ffff:10.244.1.7")), StringComparison.Ordinal);
        Assert.Null(rules.Objection("node-1.example", IPAddress.Parse("10.1.2.3")));
    }

    private static RedirectRules Rules(params string[] hosts) =>
        new(new Uri("https://vault.example"), [.. hosts.Select(host => HostPattern.Parse(host)!)]);
}
