using Coffer.Contracts.Resources;
using Coffer.Domain.Auths.Globals;

namespace Coffer.Domain.Tests.Auths;

/// <summary>What is wrong with a VaultAuthGlobal by itself.</summary>
public sealed class VaultAuthGlobalTests
{
    [Fact]
    public void What_is_missing_is_left_to_the_VaultAuths()
    {
        Assert.Empty(Check(new VaultAuthGlobalSpec()));
        Assert.Empty(Check(new VaultAuthGlobalSpec { Kubernetes = new(), Jwt = new(), AppRole = new() }));
    }

    public static TheoryData<VaultAuthGlobalSpec, string> Bad => new()
    {
        { new() { DefaultAuthMethod = "ldap" }, "spec.defaultAuthMethod: 'ldap' is none of kubernetes" },
        { new() { DefaultMount = "a/../b" }, "spec.defaultMount: must not hold" },
        { new() { VaultConnectionRef = "a/b/c" }, "spec.vaultConnectionRef: 'a/b/c' is no reference" },
        { new() { Headers = new Dictionary<string, string> { ["X-Vault-Token"] = "t" } }, "spec.headers: X-Vault-Token" },
        { new() { Kubernetes = new(60) }, "spec.kubernetes.tokenExpirationSeconds: must be 600" },
        { new() { Kubernetes = new() { Mount = ".." } }, "spec.kubernetes.mount: must not hold" },
        { new() { Jwt = new() { Headers = new Dictionary<string, string> { ["Host"] = "h" } } }, "spec.jwt.headers: 'Host'" },
        { new() { AppRole = new() { SecretRef = "s", SecretIdPath = "/f" } }, "spec.appRole: exactly one of" },
        { new() { AppRole = new() { SecretIdPath = "f" } }, "spec.appRole.secretIDPath: must be an absolute path" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_flaw_names_its_field(VaultAuthGlobalSpec spec, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Check(spec)), StringComparison.Ordinal);

    [Fact]
    public void Of_one_that_is_too_large_nothing_else_is_told() =>
        Assert.StartsWith("spec: the object takes 9999999 bytes", Assert.Single(VaultAuthGlobalRules.Check(new VaultAuthGlobal
        {
            Metadata = new ObjectMeta { OversizeBytes = 9_999_999 },
            Spec = new VaultAuthGlobalSpec { DefaultAuthMethod = "ldap" },
        })).ToString(), StringComparison.Ordinal);

    private static IReadOnlyList<string> Check(VaultAuthGlobalSpec spec) =>
        [.. VaultAuthGlobalRules.Check(new VaultAuthGlobal { Spec = spec }).Select(flaw => flaw.ToString())];
}
