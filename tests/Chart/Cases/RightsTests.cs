using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Cases;

/// <summary>The operator's rights are those that its ports use, each of them and no others.</summary>
public sealed class RightsTests
{
    private const string Coffers = "secrets.hashicorp.com";

    private static readonly string[] Kinds =
        ["secrettransformations", "vaultauthglobals", "vaultauths", "vaultconnections", "vaultdynamicsecrets", "vaultpkisecrets",
            "vaultstaticsecrets"];

    /// <summary>The reference puts a finalizer on these; where it has left one, the operator has to take it away.</summary>
    private static readonly string[] Finalized =
        ["vaultauths", "vaultconnections", "vaultdynamicsecrets", "vaultpkisecrets", "vaultstaticsecrets"];

    /// <summary>
    /// What the ports of src/Kube ask of the API server wherever they serve; server-side apply asks for patch and create.
    /// </summary>
    private static readonly Right[] Served =
    [
        .. from kind in Kinds from verb in new[] { "get", "list", "watch" } select new Right(Coffers, kind, verb),
        .. from kind in Finalized select new Right(Coffers, kind, "patch"),
        .. from kind in Kinds select new Right(Coffers, $"{kind}/status", "patch"),
        .. from verb in new[] { "get", "create", "patch", "delete" } select new Right("", "secrets", verb),
        new("", "serviceaccounts/token", "create"),
        new("", "serviceaccounts", "get"),
        new("", "events", "create"),
        new("", "events", "patch"),
        .. from kind in new[] { "deployments", "daemonsets", "statefulsets" } from verb in new[] { "get", "patch" } select new Right(
            "apps", kind, verb),
        new("argoproj.io", "rollouts", "get"),
        new("argoproj.io", "rollouts", "patch"),
    ];

    private static readonly Right[] WatchedSecrets = [new("", "secrets", "list"), new("", "secrets", "watch")];

    /// <summary>What the replicas share in their own namespace.</summary>
    private static readonly Right[] Shared =
    [
        new("", "configmaps", "create"),
        new("", "secrets", "create"),
        new("", "configmaps", "get", "coffer-silos-coffer"),
        new("", "configmaps", "patch", "coffer-silos-coffer"),
        new("", "secrets", "get", "vso-cc-storage-hmac-key"),
        new("", "secrets", "get", "coffer-silo-ca-coffer"),
        new("", "secrets", "patch", "coffer-silo-ca-coffer"),
    ];

    [Theory]
    [InlineData("")]
    [InlineData("rbac: { secrets: watch }")]
    public void Watching_is_for_the_whole_cluster(string values) =>
        AssertRights([.. Served, .. WatchedSecrets], new Release(values).Render().One("ClusterRole", "coffer-coffer-system"));

    [Fact]
    public void Named_access_lists_and_watches_no_Secret()
    {
        var rendered = new Release("rbac: { secrets: named }").Render();

        AssertRights(Served, rendered.One("ClusterRole", "coffer-coffer-system"));
        Assert.Contains(rendered.One("Deployment").At("spec/template/spec/containers/0/args")!.AsArray(),
            argument => (string?)argument == "--secret-access=named");
    }

    [Fact]
    public void A_list_of_namespaces_gives_no_right_outside_of_them()
    {
        var rendered = new Release("rbac: { secrets: { namespaces: [a, b] }, userRoles: false }").Render();
        var roles = rendered.Of("Role").Where(role => role.Name == "coffer-coffer-system").ToList();

        Assert.Empty(rendered.Of("ClusterRole"));
        Assert.Empty(rendered.Of("ClusterRoleBinding"));
        Assert.Equal(["a", "b", "coffer-system"], roles.Select(role => role.Namespace));
        Assert.All(roles, role => AssertRights([.. Served, .. WatchedSecrets], role));
    }

    [Fact]
    public void What_the_replicas_share_is_limited_to_its_names() => AssertRights(Shared, new Release().Render().One("Role", "coffer"));

    [Fact]
    public void Tokens_can_be_limited_to_names()
    {
        var rights = Right.Of(
            new Release("rbac: { tokens: { serviceAccounts: [vault, ci] } }").Render().One("ClusterRole", "coffer-coffer-system"));

        Assert.All(new[] { "serviceaccounts", "serviceaccounts/token" }, resource => Assert.Equal(
            ["ci", "vault"], rights.Where(right => right.Resource == resource).Select(right => right.Name).Order()));
    }

    [Fact]
    public void Only_the_dashboard_may_ask_who_somebody_is()
    {
        var without = new Release().Render();
        var with = new Release("controller: { manager: { dashboard: { enabled: true } } }").Render();

        Assert.DoesNotContain(without.Manifests.SelectMany(Right.Of), right => right.Resource is "tokenreviews" or "subjectaccessreviews");
        AssertRights(
            [new("authentication.k8s.io", "tokenreviews", "create"), new("authorization.k8s.io", "subjectaccessreviews", "create")],
            with.One("ClusterRole", "coffer-coffer-system-reviews"));
    }

    [Fact]
    public void Who_may_look_at_the_dashboard_is_a_role_that_nobody_has()
    {
        var rendered = new Release("controller: { manager: { dashboard: { enabled: true, userRole: true } } }").Render();
        var rule = Assert.Single(rendered.One("ClusterRole", "coffer-coffer-system-dashboard").Json["rules"]!.AsArray())!;

        Assert.Equal("""{"nonResourceURLs":["/dashboard"],"verbs":["get"]}""", rule.ToJsonString());
        Assert.DoesNotContain(
            rendered.Of("ClusterRoleBinding"), binding => (string?)binding.At("roleRef/name") == "coffer-coffer-system-dashboard");
        Assert.DoesNotContain(new Release("controller: { manager: { dashboard: { enabled: true } } }").Render().Of("ClusterRole"),
            role => role.Name.EndsWith("-dashboard", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_may_do_everything() =>
        Assert.DoesNotContain(ValueSets.All.SelectMany(set => set.Render().Manifests).SelectMany(Right.Of),
            right => $"{right.Group} {right.Resource} {right.Verb}".Contains('*'));

    [Fact]
    public void Without_rbac_there_is_none() =>
        Assert.DoesNotContain(new Release("rbac: { create: false, userRoles: false }").Render().Manifests,
            manifest => manifest.ApiVersion.StartsWith("rbac.", StringComparison.Ordinal));

    [Fact]
    public void People_get_roles_for_the_kinds_they_ask_for()
    {
        var rendered = new Release(ValueSets.Everything).Render();
        var viewer = rendered.One("ClusterRole", "coffer-coffer-system-viewer");
        var editor = rendered.One("ClusterRole", "coffer-coffer-system-editor");

        Assert.Equal(
            ["vaultauths", "vaultconnections"], Right.Of(viewer).Where(right => right.Verb == "watch").Select(right => right.Resource));
        Assert.Equal(Kinds.Order(), Right.Of(editor).Where(right => right.Verb == "create").Select(right => right.Resource).Order());
        Assert.Equal("true", (string?)viewer.Labels["rbac.authorization.k8s.io/aggregate-to-view"]);
        Assert.Equal("true", (string?)editor.Labels["rbac.authorization.k8s.io/aggregate-to-edit"]);
        Assert.DoesNotContain(
            Right.Of(editor), right => right.Resource.EndsWith("/status", StringComparison.Ordinal) && right.Verb != "get");
    }

    private static void AssertRights(IEnumerable<Right> expected, Manifest role) =>
        Assert.Equal(expected.Select(right => right.ToString()).Order(StringComparer.Ordinal),
            Right.Of(role).Select(right => right.ToString()).Order(StringComparer.Ordinal));
}
