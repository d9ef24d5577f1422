using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Globals;

namespace Coffer.Domain.Tests.Auths;

/// <summary>What a VaultAuth comes to with a VaultAuthGlobal: the reference's rules, and where Coffer's are others.</summary>
public sealed class VaultAuthMergeTests
{
    private static readonly ObjectKey Global = new("infra", "shared");

    private static readonly VaultAuthGlobalSpec Full = new()
    {
        VaultConnectionRef = "main",
        DefaultVaultNamespace = "admin",
        DefaultAuthMethod = "kubernetes",
        DefaultMount = "default-mount",
        Headers = Map("X-Of-Global", "g"),
        Params = Map("of-global", "g"),
        Kubernetes = new VaultAuthGlobalKubernetes(tokenExpirationSeconds: 900)
        {
            Role = "global-role",
            ServiceAccount = "global-account",
            Audiences = ["global"],
            Namespace = "admin/kubernetes",
            Mount = "kubernetes-mount",
            Headers = Map("X-Of-Block", "b"),
            Params = Map("of-block", "b"),
        },
        AppRole = new VaultAuthGlobalAppRole { RoleId = "global-id", SecretIdPath = "/global" },
        Jwt = new VaultAuthGlobalJwt { Role = "global-jwt", ServiceAccount = "global-account", Audiences = ["jwt"] },
    };

    [Fact]
    public void What_a_VaultAuth_leaves_out_is_taken_from_the_block_before_the_defaults()
    {
        var merged = Merge(new VaultAuthSpec());

        Assert.Equal(("kubernetes", "kubernetes-mount", "admin/kubernetes", "main"),
            (merged.Method, merged.Mount, merged.Namespace, merged.VaultConnectionRef));
        Assert.Equal(("global-role", "global-account", 900),
            (merged.Kubernetes!.Role, merged.Kubernetes.ServiceAccount, merged.Kubernetes.TokenExpirationSeconds));
        Assert.Equal(["global"], merged.Kubernetes.Audiences!);
    }

    [Fact]
    public void Where_the_block_gives_no_mount_and_namespace_the_defaults_do()
    {
        var merged = Merge(new VaultAuthSpec { Method = "appRole" });

        Assert.Equal(("default-mount", "admin"), (merged.Mount, merged.Namespace));
    }

    [Fact]
    public void What_a_VaultAuth_gives_wins()
    {
        var own = new VaultAuthSpec
        {
            Method = "kubernetes",
            Mount = "own-mount",
            Namespace = "own-namespace",
            VaultConnectionRef = "own-connection",
            Kubernetes = new VaultAuthKubernetes(tokenExpirationSeconds: 1200)
            {
                Role = "own-role",
                ServiceAccount = "own",
                Audiences = ["own"],
            },
        };

        Assert.Equal(own with { Headers = null, Params = null }, Merge(own) with { Kubernetes = own.Kubernetes });
        Assert.Equal(("own-role", "own", 1200L, "own"),
            (Merge(own).Kubernetes!.Role, Merge(own).Kubernetes!.ServiceAccount, Merge(own).Kubernetes!.TokenExpirationSeconds,
                Assert.Single(Merge(own).Kubernetes!.Audiences!)));
    }

    /// <summary>
    /// The API server fills 600 in wherever a block leaves it out, so a VaultAuth's 600 does not tell that anybody wants it.
    /// </summary>
    [Fact]
    public void A_defaulted_life_of_the_token_does_not_count_as_given() =>
        Assert.Equal(
            900, Merge(new VaultAuthSpec { Kubernetes = new VaultAuthKubernetes { Role = "r" } }).Kubernetes!.TokenExpirationSeconds);

    [Fact]
    public void Fields_that_exclude_each_other_are_not_taken_from_both()
    {
        var appRole = Merge(new VaultAuthSpec { Method = "appRole", AppRole = new VaultAuthAppRole { SecretRef = "own" } }).AppRole!;
        var jwt = Merge(new VaultAuthSpec { Method = "jwt", Jwt = new VaultAuthJwt { SecretRef = "own" } }).Jwt!;

        Assert.Equal(("global-id", "own", null), (appRole.RoleId, appRole.SecretRef, appRole.SecretIdPath));
        Assert.Equal(("global-jwt", "own", null), (jwt.Role, jwt.SecretRef, jwt.ServiceAccount));
    }

    [Fact]
    public void A_block_that_the_global_has_not_is_used_as_it_is()
    {
        var own = new VaultAuthKubernetes { Role = "r", ServiceAccount = "s" };

        Assert.Same(own, VaultAuthMerge.Merge(
            new VaultAuthSpec { Kubernetes = own }, new GlobalDefaults(Global, Full with { Kubernetes = null })).Spec.Kubernetes);
    }

    [Theory]
    [InlineData(null, "X-Own")]
    [InlineData("none", "X-Own")]
    [InlineData("replace", "X-Own")]
    [InlineData("union", "X-Own X-Of-Block X-Of-Global")]
    public void Headers_and_params_follow_the_strategy(string? strategy, string expected)
    {
        var own = new VaultAuthSpec
        {
            Headers = Map("X-Own", "o"),
            Params = Map("own", "o"),
            VaultAuthGlobalRef = new VaultAuthGlobalRef { MergeStrategy = new MergeStrategy { Headers = strategy, Params = strategy } },
        };

        Assert.Equal(expected, string.Join(' ', Merge(own).Headers!.Keys));
        Assert.Equal(expected.Replace("X-", "", StringComparison.Ordinal).ToLowerInvariant(), string.Join(' ', Merge(own).Params!.Keys));
    }

    [Theory]
    [InlineData("none", null, null)]
    [InlineData("replace", "kubernetes", "X-Of-Block")]
    [InlineData("replace", "appRole", "X-Of-Global")]
    public void Replaced_is_what_is_empty_by_the_nearest_that_is_not(string strategy, string? method, string? expected)
    {
        var own = new VaultAuthSpec
        {
            Method = method,
            VaultAuthGlobalRef = new VaultAuthGlobalRef { MergeStrategy = new MergeStrategy { Headers = strategy } },
        };

        Assert.Equal(expected, Merge(own).Headers?.Keys.Single());
    }

    [Fact]
    public void In_a_union_the_nearest_wins_and_a_header_is_one_whatever_its_case()
    {
        var own = new VaultAuthSpec
        {
            Headers = Map("x-of-block", "own"),
            VaultAuthGlobalRef = new VaultAuthGlobalRef { MergeStrategy = new MergeStrategy { Headers = "union" } },
        };

        Assert.Equal(["own", "g"], Merge(own).Headers!.Values);
    }

    [Fact]
    public void What_was_taken_from_where_is_told_without_a_credential()
    {
        Assert.Equal(
            "merged with VaultAuthGlobal infra/shared: method kubernetes (from it), mount own (its own), role 'global-role' (from it), "
            + "Vault namespace admin/kubernetes (from it), VaultConnection main (from it)",
            Told(new VaultAuthSpec { Mount = "own" }));
        Assert.DoesNotContain("global-id", Told(new VaultAuthSpec { Method = "appRole" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_login_follows_all_of_it_and_a_secret_only_where_it_is()
    {
        var (before, other, elsewhere) = (
            Inputs(Full),
            Inputs(Full with { Kubernetes = Full.Kubernetes! with { Role = "another" } }),
            Inputs(Full with { Kubernetes = Full.Kubernetes! with { Namespace = "another" } }));

        Assert.Equal(before, Inputs(Full with { AllowedNamespaces = ["*"], AppRole = null }));
        Assert.NotEqual(before, other);
        Assert.Equal(SessionInputs.Place(before), SessionInputs.Place(other));
        Assert.NotEqual(SessionInputs.Place(before), SessionInputs.Place(elsewhere));
    }

    [Fact]
    public void Without_a_global_all_inputs_are_of_the_place()
    {
        var inputs = SessionInputs.Of(new InputRef("VaultAuth", "u", 1), new InputRef("VaultConnection", "c", 2), null);

        Assert.Equal("VaultAuth/u/1 VaultConnection/c/2", inputs);
        Assert.Equal(inputs, SessionInputs.Place(inputs));
    }

    private static string Inputs(VaultAuthGlobalSpec global) => SessionInputs.Of(
        new InputRef("VaultAuth", "u", 1), new InputRef("VaultConnection", "c", 2),
        VaultAuthMerge.Merge(new VaultAuthSpec(), new GlobalDefaults(Global, global)));

    private static VaultAuthSpec Merge(VaultAuthSpec own) => VaultAuthMerge.Merge(own, new GlobalDefaults(Global, Full)).Spec;

    private static string Told(VaultAuthSpec own) => VaultAuthMerge.Merge(own, new GlobalDefaults(Global, Full)).Told;

    private static Dictionary<string, string> Map(string name, string value) => new() { [name] = value };
}
