using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Methods;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Tests.Auths;

public class VaultAuthTests
{
    private static readonly ObjectKey Key = new("vault", "a");
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, 400, TimeSpan.Zero);

    private static readonly VaultAuthSpec Kubernetes = new()
    {
        Method = "kubernetes",
        Mount = "kubernetes",
        VaultConnectionRef = "c",
        Kubernetes = new VaultAuthKubernetes { Role = "r", ServiceAccount = "sa" },
    };

    [Theory]
    [InlineData("c", "tenant/c")]
    [InlineData("vault/c", "vault/c")]
    [InlineData("", "coffer/default")]
    [InlineData(null, "coffer/default")]
    [InlineData("a/b/c", null)]
    [InlineData("/c", null)]
    public void References_have_the_forms_of_the_reference(string? text, string? expected) =>
        Assert.Equal(
            expected, References.Resolve("spec.vaultAuthRef", text, "tenant", "coffer").TryGet(out var key, out _) ? key.ToString() : null);

    [Theory]
    [InlineData("vault/a", "vault", true)]
    [InlineData("vault/a", "app", false)]
    [InlineData("vault/a", "app", true, "app")]
    [InlineData("vault/a", "app", false, "ap*")]
    [InlineData("vault/a", "app", true, "*")]
    [InlineData("vault/a", "app", false, "*", "other")]
    [InlineData("coffer/default", "app", true)]
    [InlineData("coffer/other", "app", false)]
    public void Allowed_namespaces_are_literal(string auth, string consumer, bool allowed, params string[] list)
    {
        var refusal = AllowedNamespaces.Check("VaultAuth", ObjectKey.Parse(auth), list, consumer, "coffer");
        Assert.Equal(allowed, refusal is null);
        Assert.True(allowed || refusal!.Message.Contains($"Add {consumer}", StringComparison.Ordinal));
    }

    [Fact]
    public void Params_go_along_with_the_login_and_never_in_place_of_the_credential()
    {
        var spec = Kubernetes with { Params = new Dictionary<string, string> { ["region"] = "eu", ["role"] = "other", ["jwt"] = "other" } };
        var plan = VaultAuthRules.Plan(new AuthKey(Key, "app"), spec, new ObjectKey("vault", "c"), new Uri("https://vault:8200"));

        Assert.Equal(new Dictionary<string, string> { ["region"] = "eu", ["role"] = "r", ["jwt"] = "token" },
            plan.Body(new Credential.Text("token")));
    }

    public static TheoryData<VaultAuthSpec, string> Bad => new()
    {
        { Kubernetes with { Mount = null }, "spec.mount" },
        { Kubernetes with { Mount = "a/../b" }, "spec.mount" },
        { Kubernetes with { Method = null }, "spec.method" },
        { Kubernetes with { Kubernetes = null }, "spec.kubernetes.role" },
        { Kubernetes with { Kubernetes = new VaultAuthKubernetes { Role = "r" } }, "spec.kubernetes.serviceAccount" },
        { Kubernetes with { Kubernetes = Kubernetes.Kubernetes! with { TokenExpirationSeconds = 60 } }, "tokenExpirationSeconds" },
        { Kubernetes with { VaultConnectionRef = "a/b/c" }, "spec.vaultConnectionRef" },
        { Kubernetes with { Method = "jwt", Jwt = new VaultAuthJwt { Role = "r" } }, "one of serviceAccount and secretRef" },
        { Kubernetes with { Method = "appRole", AppRole = new VaultAuthAppRole { RoleId = "r" } }, "exactly one of" },
        { Kubernetes with { Method = "appRole", AppRole = new VaultAuthAppRole { RoleId = "r", SecretRef = "s", SecretIdPath = "/f" } },
            "exactly one of" },
        { Kubernetes with { Method = "appRole", AppRole = new VaultAuthAppRole { RoleId = "r", SecretIdPath = "/f/../g" } },
            "secretIDPath" },
        { Kubernetes with { Headers = new Dictionary<string, string> { ["x-vault-namespace"] = "n" } }, "spec.namespace" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Flaws_name_the_field(VaultAuthSpec spec, string expected) =>
        Assert.Contains(VaultAuthRules.Check(Key, spec, "coffer", crossNamespace: true).Flaws,
            flaw => flaw.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("other/conn", "spec.vaultConnectionRef: --cross-namespace-refs (COFFER_CROSS_NAMESPACE_REFS) is off, so nothing of "
        + "namespace other can be used here")]
    [InlineData("coffer/conn", null)]
    [InlineData("conn", null)]
    [InlineData(null, null)]
    public void With_the_switch_off_a_connection_of_another_tenant_is_out_of_reach(string? reference, string? flaw)
    {
        var spec = Kubernetes with { VaultConnectionRef = reference };

        Assert.Empty(VaultAuthRules.Check(Key, spec, "coffer", crossNamespace: true).Flaws);
        Assert.Equal(flaw is null, VaultAuthRules.Check(Key, spec, "coffer", crossNamespace: false).Flaws.Count == 0);
        Assert.All(VaultAuthRules.Check(Key, spec, "coffer", crossNamespace: false).Flaws,
            told => Assert.StartsWith(flaw!, told, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_is_named_by_the_VaultAuths_namespace_whoever_uses_it()
    {
        var spec = Kubernetes with { Method = "appRole", AppRole = new VaultAuthAppRole { RoleId = "r", SecretIdPath = "/mnt/id" } };

        var plan = VaultAuthRules.Plan(new AuthKey(Key, "consumer"), spec, Key, new Uri("https://vault"));

        Assert.Equal(new CredentialSource.File("/mnt/id", Key.Namespace), plan.Source);
    }

    /// <summary>A tenant's VaultAuth has the folders that are open to the tenant, whatever a VaultAuthGlobal names.</summary>
    [Fact]
    public void A_file_of_a_VaultAuthGlobal_is_named_by_the_VaultAuths_namespace_too()
    {
        var global = new VaultAuthGlobalSpec { AppRole = new VaultAuthGlobalAppRole { RoleId = "r", SecretIdPath = "/mnt/id" } };
        var merged = LoginMethods.AppRole.Merge(Kubernetes with { Method = "appRole", Kubernetes = null }, global);

        var plan = VaultAuthRules.Plan(new AuthKey(Key, "consumer"), merged, Key, new Uri("https://vault"));

        Assert.Equal(new CredentialSource.File("/mnt/id", Key.Namespace), plan.Source);
    }

    [Fact]
    public void Only_the_default_auth_of_the_operators_namespace_may_leave_its_connection_out()
    {
        var spec = Kubernetes with { VaultConnectionRef = null };
        Assert.NotEmpty(VaultAuthRules.Check(new ObjectKey("coffer", "a"), spec, "coffer", crossNamespace: true).Flaws);
        Assert.Equal(new ObjectKey("coffer", "default"),
            VaultAuthRules.Check(new ObjectKey("coffer", "default"), spec, "coffer", crossNamespace: true).Connection);
        Assert.Equal(new ObjectKey("coffer", "default"), VaultAuthRules.Check(Key, spec, "coffer", crossNamespace: true).Connection);
    }

    [Fact]
    public void The_transition_time_moves_only_with_the_status_and_nothing_is_written_twice()
    {
        var auth = Auth(Kubernetes);
        var sound = new VaultAuthVerdict.Sound(new ObjectKey("vault", "c"));
        var first = Tell(JudgedState.Initial, auth, sound, Now);
        Assert.Empty(VaultAuthDecider.Decide(first, auth, sound, null, Now.AddHours(1)));

        var edited = auth with { Metadata = auth.Metadata with { Generation = 2 } };
        var second = Tell(first, edited, sound, Now.AddHours(1));
        Assert.Equal(
            DateTimeOffset.FromUnixTimeSeconds(Now.ToUnixTimeSeconds()), Conditions.Find(second.Conditions, "Healthy")!.LastTransitionTime);

        var broken = Tell(second, edited, new VaultAuthVerdict.NoConnection(new Failure(FailureKind.NotFound, "gone")), Now.AddHours(2));
        Assert.Equal(2, (Conditions.Find(broken.Conditions, "Healthy")!.LastTransitionTime - Now.AddMilliseconds(-400)).TotalHours);
        Assert.True(JudgedStatuses.VaultAuth.Holds(
            JudgedStatuses.VaultAuth.Write(edited, broken, [], Now), JudgedStatuses.VaultAuth.Write(edited, broken, [], Now)));
    }

    private static JudgedState Tell(JudgedState state, VaultAuth auth, VaultAuthVerdict verdict, DateTimeOffset now)
    {
        var told = VaultAuthDecider.Decide(state, auth, verdict, null, now).Aggregate(state, JudgedStatuses.VaultAuth.Evolve);
        Assert.Empty(VaultAuthDecider.Decide(told, auth, verdict, null, now));
        return told;
    }

    private static VaultAuth Auth(VaultAuthSpec spec) =>
        new()
        {
            Metadata = new ObjectMeta { Namespace = "vault", Name = "a", Uid = "u", ResourceVersion = "1", Generation = 1 },
            Spec = spec,
        };
}
