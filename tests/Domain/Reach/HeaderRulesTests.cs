using Coffer.Domain.Reach;

namespace Coffer.Domain.Tests.Reach;

public class HeaderRulesTests
{
    [Theory]
    [InlineData("Host")]
    [InlineData("connection")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Forwarded")]
    [InlineData("X-Forwarded-For")]
    [InlineData("x-forwarded-host")]
    [InlineData("X-Real-IP")]
    [InlineData("X-Original-URL")]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-Vault-Token")]
    [InlineData("X-Vault-Namespace")]
    [InlineData("X-Vault-Wrap-TTL")]
    [InlineData("X-Vault-Policy-Override")]
    [InlineData("X-Vault-MFA")]
    public void Headers_that_steer_proxies_or_Vault_are_refused_by_name(string name)
    {
        var said = HeaderRules.Objection(name, "value-of-the-header");

        Assert.Contains(name, said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("value-of-the-header", said, StringComparison.Ordinal);
    }

    /// <summary>What people need before a Vault: a gate's credentials, a tenant's mark, and Vault's own choice between nodes.</summary>
    [Theory]
    [InlineData("CF-Access-Client-Id")]
    [InlineData("CF-Access-Client-Secret")]
    [InlineData("X-Team")]
    [InlineData("Cookie")]
    [InlineData("User-Agent")]
    [InlineData("X-Vault-Request")]
    [InlineData("X-Vault-Inconsistent")]
    [InlineData("X-Vault-Forward")]
    public void Others_are_let_pass(string name) => Assert.Null(HeaderRules.Objection(name, "v"));

    [Theory]
    [InlineData("Basic dTpw", false)]
    [InlineData("Bearer hvs.x", true)]
    [InlineData(" bearer hvs.x", true)]
    public void Authorization_may_open_a_gate_but_not_be_a_Vault_token(string value, bool refused) =>
        Assert.Equal(refused, HeaderRules.Objection("Authorization", value) is not null);
}
