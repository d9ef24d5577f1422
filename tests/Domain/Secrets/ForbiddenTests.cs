using Coffer.Domain.Sources.Kv;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>What a VaultStaticSecret is never made from, and what it never makes.</summary>
public sealed class ForbiddenTests
{
    private static readonly VaultToken Token = new("hvs.CAESIJ1Q2w3e4r5t6y7u8i9o0p");

    [Theory]
    [InlineData("auth/token", "auth")]
    [InlineData("/auth/", "auth")]
    [InlineData("sys", "sys")]
    [InlineData("//sys//internal", "sys")]
    [InlineData("identity", "identity")]
    [InlineData("cubbyhole/", "cubbyhole")]
    [InlineData("team-a/auth/token", "auth")]
    [InlineData("team-a/sub/cubbyhole", "cubbyhole")]
    public void A_mount_that_holds_tokens_or_settings_is_refused_in_whatever_namespace(string mount, string part)
    {
        var error = Assert.Single(Errors(spec => spec with { Mount = mount, Type = "kv-v1" }));

        Assert.Equal("spec.mount", error.Path);
        Assert.Contains($"'{part}/'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("teams/identity")]
    [InlineData("kv/auth/")]
    public void A_kv_v2_mount_may_have_any_name_below_its_first_part(string mount) =>
        Assert.Empty(Errors(spec => spec with { Mount = mount, Type = "kv-v2" }));

    [Theory]
    [InlineData("auth/token")]
    [InlineData("/sys")]
    public void A_kv_v2_mount_does_not_begin_with_what_holds_tokens(string mount) =>
        Assert.Single(Errors(spec => spec with { Mount = mount, Type = "kv-v2" }));

    [Theory]
    [InlineData("kv", "auth/service")]
    [InlineData("authentication", "app")]
    [InlineData("team/system", "sys")]
    [InlineData("Sys", "app")]
    public void A_kv_engine_may_hold_paths_and_have_a_name_that_look_alike(string mount, string path) =>
        Assert.Empty(Errors(spec => spec with { Mount = mount, Path = path, Type = "kv-v1" }));

    [Theory]
    [InlineData("kubernetes.io/service-account-token")]
    [InlineData("bootstrap.kubernetes.io/token")]
    [InlineData("helm.sh/release.v1")]
    public void A_type_that_the_cluster_gives_rights_of_its_own_is_refused(string type)
    {
        var error = Assert.Single(Errors(spec => spec with { Destination = spec.Destination with { Type = type } }));

        Assert.Equal("spec.destination.type", error.Path);
        Assert.Contains(type, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_existing_Secret_of_such_a_type_is_left_alone_whatever_the_manifest_allows(bool create)
    {
        var resource = Given.Resource.WithSpec(
            spec => spec with { Destination = spec.Destination with { Create = create, Overwrite = true } });
        var found = Given.Secret(
            Given.Sighting() with { Labels = new Dictionary<string, string>(), Owners = [] }, "kubernetes.io/service-account-token");

        var choice = WriteRules.ChooseLooked(
            new WriteCase(resource, SecretState.Initial, SecretMemory.Initial, SyncReason.InitialSync, Given.Same), found, holds: false,
            restarts: false);

        Assert.Contains("left alone", Assert.IsType<WriteChoice.Refuse>(choice).Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_with_a_lease_is_refused() => Refused(answer => answer with { HasLease = true }, "VaultDynamicSecret");

    [Fact]
    public void An_answer_with_a_login_is_refused() => Refused(answer => answer with { HasLogin = true }, "a login");

    [Fact]
    public void A_wrapped_answer_is_refused() => Refused(answer => answer with { IsWrapped = true }, "wrapped");

    [Fact]
    public void An_answer_that_holds_the_operators_own_token_is_known_by_it()
    {
        Assert.True(OwnToken.IsIn(Given.Answer($$"""{"id":"{{Token.Value}}"}"""), Token));
        Assert.False(OwnToken.IsIn(Given.Answer("""{"id":"another"}"""), Token));
    }

    /// <summary>A token of a developer's own choice.</summary>
    [Fact]
    public void A_token_that_is_a_word_is_not_looked_for() =>
        Assert.False(OwnToken.IsIn(Given.Answer("""{"password":"root"}"""), new VaultToken("root")));

    [Fact]
    public void A_namespace_written_into_the_mount_does_not_lead_to_what_no_kv_engine_answers() =>
        Refused(answer => answer with { HasLeaseDuration = false }, "'sys/'", "team-a", "sys/mounts");

    [Fact]
    public void A_kv_v1_secret_whose_own_ttl_is_zero_is_taken()
    {
        var plan = Given.Plan(Given.Resource.WithSpec(spec => spec with { Mount = "kv", Path = "app", Type = "kv-v1" }));

        Assert.Null(
            ForbiddenSources.Refuse(plan.Requests[0], isKv2: false, Given.Answer("""{"ttl":"0"}""") with { HasLeaseDuration = false }));
    }

    private static void Refused(Func<VaultData, VaultData> change, string word, string mount = "kv", string path = "app")
    {
        var plan = Given.Plan(Given.Resource.WithSpec(spec => spec with { Mount = mount, Path = path, Type = "kv-v1" }));

        var why = ForbiddenSources.Refuse(plan.Requests[0], isKv2: false, change(Given.Answer("""{"password":"canary"}""")));

        Assert.Contains(word, why, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", why, StringComparison.Ordinal);
    }

    private static List<SpecError> Errors(Func<VaultStaticSecretSpec, VaultStaticSecretSpec> change)
    {
        var errors = new List<SpecError>();
        Given.Planner.Plan(Given.Resource.WithSpec(change), errors);
        return errors;
    }
}
