using System.Text.RegularExpressions;
using Coffer.Chart.Tests.Cases;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;
using Coffer.Tests.Support;
using Xunit.Abstractions;

namespace Coffer.Chart.Tests.Live.Policies;

/// <summary>Which tokens of ServiceAccounts the operator may have, by the real CEL.</summary>
[Collection(LifeUnderPoliciesTests.Neighbours)]
public sealed partial class TokenPolicyTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Listed =
        "rbac: { tokens: { policy: { allowHarmless: false, maxExpirationSeconds: 3600, serviceAccounts: [other/listed] } } }";

    /// <summary>Null: it passes.</summary>
    [ServerTheory]
    [InlineData("{ audiences: [vault] }", null)]
    [InlineData("{ audiences: [vault], expirationSeconds: 3600 }", null)]
    [InlineData("{ audiences: [vault], expirationSeconds: 3601 }", "for 3601 s")]
    [InlineData("{ expirationSeconds: 600 }", "with audience")]
    [InlineData("{ audiences: [], expirationSeconds: 600 }", "with audience")]
    [InlineData("{ audiences: [\"\"], expirationSeconds: 600 }", "with audience")]
    [InlineData("{ audiences: [vault, \"https://kubernetes.default.svc\"], expirationSeconds: 600 }",
        "with audience https://kubernetes.default.svc")]
    [InlineData("{ audiences: [vault], expirationSeconds: 3600, boundObjectRef: { apiVersion: v1, kind: Pod, name: any, uid: any } }",
        "bound to an object")]
    public async Task Without_allowHarmless_only_what_is_listed_passes(string spec, string? refusal)
    {
        await using var server = await GuardedServer.StartAsync(Listed);

        AssertRefused(refusal, await server.AskForTokenAsync("plain", spec));
    }

    [ServerFact]
    public async Task A_namespace_that_is_not_listed_has_no_tokens_for_the_operator()
    {
        await using var server = await GuardedServer.StartAsync("rbac: { tokens: { policy: { namespaces: [elsewhere] } } }");

        AssertRefused("in namespace", await server.AskForTokenAsync("plain", "{ audiences: [vault] }"));
    }

    /// <summary>
    /// With the defaults: one account for each right, and one without any. The policies' own expressions say which rights there are.
    /// </summary>
    [ServerFact]
    public async Task Every_far_reaching_right_keeps_a_token_for_the_API_server_from_the_operator()
    {
        await using var server = await GuardedServer.StartAsync();
        var rights = Checks(new Release("", "coffer", server.Home).Render()).ToList();
        Assert.InRange(rights.Count, 50, 28 * 3);

        Assert.Null(await server.AskForTokenAsync("plain", "{ expirationSeconds: 600 }"));
        foreach (var (index, (right, space)) in rights.Index())
        {
            await server.MakeAsync(Holder(server, $"holder-{index}", right, space));
        }

        foreach (var (index, (right, space)) in rights.Index())
        {
            await IsKeptBackAsync(server, $"holder-{index}", right, space);
        }
    }

    /// <summary>Somebody else asks as before.</summary>
    [ServerFact]
    public async Task Nobody_but_the_operator_is_held_to_the_policies()
    {
        await using var server = await GuardedServer.StartAsync(Listed);

        await server.Admin.PostAsync(new ObjectId("v1", "ServiceAccount", server.App, "plain"), "token", Yaml.Object(
            "{ apiVersion: authentication.k8s.io/v1, kind: TokenRequest, spec: { expirationSeconds: 86400 } }"), default);
    }

    /// <summary>
    /// The authorizer learns of a right a moment after it was granted. Some API servers have rules of their own beside RBAC: what theirs
    /// denies is no right there, and said.
    /// </summary>
    private async Task IsKeptBackAsync(GuardedServer server, string account, Right right, string? space)
    {
        await Until.SeenAsync($"a token of an account that may {right} in {space ?? "all namespaces"} to be refused", Patience, async () =>
        {
            var refusal = await server.AskForTokenAsync(account, "{ expirationSeconds: 600 }");
            var denial = refusal is null ? await server.DenialAsync(account, right, space) : null;
            if (denial is not null)
            {
                output.WriteLine($"not tried, as this API server denies {right}: {denial}");
            }

            return (denial is not null
                || refusal?.Contains($"ServiceAccount {server.App}/{account} with audience", StringComparison.Ordinal) == true,
                refusal ?? "it passed");
        }, default);
        Assert.Null(await server.AskForTokenAsync(account, "{ audiences: [vault] }"));
    }

    internal static void AssertRefused(string? expected, string? refusal)
    {
        var isExpected = expected is null
            ? refusal is null
            : refusal?.Contains(expected, StringComparison.Ordinal) == true
                && refusal.Contains("ValidatingAdmissionPolicy", StringComparison.Ordinal);
        Assert.True(isExpected, $"expected: {expected ?? "it passes"}; was: {refusal ?? "it passed"}");
    }

    private static IEnumerable<(Right Right, string? Namespace)> Checks(Rendered rendered) =>
        from policy in rendered.Of("ValidatingAdmissionPolicy")
        from variable in policy.At("spec/variables")!.AsArray()
        from Match match in Check().Matches((string)variable!["expression"]!)
        let resource = match.Groups["resource"].Value + (match.Groups["sub"].Success ? $"/{match.Groups["sub"].Value}" : "")
        select (new Right(match.Groups["group"].Value, resource, match.Groups["verb"].Value),
            match.Groups["space"].Success ? match.Groups["space"].Value : null);

    /// <summary>An account with this right alone: by a Role where the check is of a namespace.</summary>
    private static string Holder(GuardedServer server, string name, Right right, string? space)
    {
        var (kind, place) = space is null
            ? ("ClusterRole", "")
            : ("Role", $", namespace: {(space == "'kube-system'" ? "kube-system" : server.App)}");
        var role = $"{name}-{server.App}";
        return $$"""
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: {{name}}, namespace: {{server.App}} }
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: {{kind}}
            metadata: { name: {{role}}{{place}} }
            rules: [{ apiGroups: ["{{right.Group}}"], resources: ["{{right.Resource}}"], verbs: ["{{right.Verb}}"] }]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: {{kind}}Binding
            metadata: { name: {{role}}{{place}} }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: {{kind}}, name: {{role}} }
            subjects: [{ kind: ServiceAccount, name: {{name}}, namespace: {{server.App}} }]
            """;
    }

    [GeneratedRegex(
        @"\.group\('(?<group>[^']*)'\)\.resource\('(?<resource>[^']*)'\)(\.subresource\('(?<sub>[^']*)'\))?(\.namespace\((?<space>[^)]*)\))?\.check\('(?<verb>[^']*)'\)")]
    private static partial Regex Check();
}
