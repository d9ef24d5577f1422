using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Cases;

/// <summary>The admission policies as they are rendered. Whether they hold is told by Live/Policies, in a real API server.</summary>
public sealed class PolicyTests
{
    private const string Prefix = "coffer-coffer-system-";

    [Fact]
    public void They_bind_the_operator_alone_and_refuse_what_they_can_not_judge()
    {
        foreach (var policy in new Release().Render().Of("ValidatingAdmissionPolicy"))
        {
            Assert.Equal("request.userInfo.username == 'system:serviceaccount:coffer-system:coffer'",
                (string?)policy.At("spec/matchConditions/0/expression"));
            Assert.Equal("Fail", (string?)policy.At("spec/failurePolicy"));
        }
    }

    [Theory]
    [InlineData("", "resources, secret-types, tokens, tokens-2, tokens-3, workloads")]
    [InlineData("rbac: { policies: { workloads: false, secretTypes: false } }", "resources, tokens, tokens-2, tokens-3")]
    [InlineData("rbac: { policies: { resources: false } }", "secret-types, tokens, tokens-2, tokens-3, workloads")]
    [InlineData("rbac: { policies: { enabled: false } }", "tokens, tokens-2, tokens-3")]
    [InlineData("rbac: { tokens: { policy: { allowHarmless: false } } }", "resources, secret-types, tokens, workloads")]
    [InlineData("rbac: { tokens: { policy: { enabled: false } } }", "")]
    [InlineData("rbac: { policies: { enabled: true }, tokens: { policy: { enabled: false } } }", "resources, secret-types, workloads")]
    [InlineData("rbac: { policies: null }", "resources, secret-types, tokens, tokens-2, tokens-3, workloads")]
    public void Each_can_be_left_out_and_has_its_binding(string values, string names)
    {
        var rendered = new Release(values).Render();

        Assert.Equal(names, string.Join(
            ", ", rendered.Of("ValidatingAdmissionPolicy").Select(policy => policy.Name[Prefix.Length..]).Order(StringComparer.Ordinal)));
        Assert.Equal(rendered.Of("ValidatingAdmissionPolicy").Select(policy => policy.Name).Order(),
            rendered.Of("ValidatingAdmissionPolicyBinding").Select(binding => (string?)binding.At("spec/policyName")).Order());
        Assert.All(rendered.Of("ValidatingAdmissionPolicyBinding"), binding => Assert.Equal(
            """["Deny"]""", binding.At("spec/validationActions")!.ToJsonString()));
    }

    /// <summary>Where only Roles may be made, an upgrade must not bring objects of the whole cluster along.</summary>
    [Fact]
    public void Nothing_of_the_whole_cluster_is_made_where_the_token_policy_was_switched_off_for_that()
    {
        var rendered =
            new Release("rbac: { secrets: { namespaces: [a] }, userRoles: false, tokens: { policy: { enabled: false } } }").Render();

        Assert.All(rendered.Manifests, manifest => Assert.NotNull(manifest.Namespace));
    }

    [Fact]
    public void The_token_policy_names_the_way_out()
    {
        var policy = Policy("rbac: { tokens: { policy: { audiences: [vault, \"https://vault\"], serviceAccounts: [a/b], namespaces: [a], "
            + "maxExpirationSeconds: 900 } } }", "tokens");

        Assert.Contains("!(a in ['vault', 'https://vault'])", (string?)policy.At("spec/variables/1/expression"), StringComparison.Ordinal);
        Assert.Equal("request.namespace in ['a']", (string?)policy.At("spec/validations/0/expression"));
        Assert.Contains(
            "object.spec.expirationSeconds <= 900", (string?)policy.At("spec/validations/1/expression"), StringComparison.Ordinal);
        Assert.Contains("variables.account in ['a/b']", (string?)policy.At("spec/validations/3/expression"), StringComparison.Ordinal);
        Assert.Contains(
            "rbac.tokens.policy.audiences", (string?)policy.At("spec/validations/3/messageExpression"), StringComparison.Ordinal);
    }

    /// <summary>
    /// One check of an authorizer costs 350,000 of the 1,000,000 that one expression may cost, and of the 10,000,000 of all of a policy's.
    /// </summary>
    [Fact]
    public void The_token_policies_stay_within_the_cost_that_CEL_may_have()
    {
        foreach (var policy in new Release().Render().Of("ValidatingAdmissionPolicy")
            .Where(policy => policy.Name.StartsWith(Prefix + "tokens", StringComparison.Ordinal)))
        {
            var expressions = policy.At("spec/variables")!.AsArray().Concat(policy.At("spec/validations")!.AsArray())
                .Select(entry => (string)entry!["expression"]!);
            var checks = expressions.Select(expression => expression.Split(".check(").Length - 1).ToList();

            Assert.All(checks, count => Assert.InRange(count, 0, 2));
            Assert.InRange(checks.Sum(), 1, 28);
        }
    }

    /// <summary>A variable that no validation looks at would be a right that nobody checks.</summary>
    [Fact]
    public void Every_variable_of_a_policy_counts()
    {
        foreach (var policy in new Release().Render().Of("ValidatingAdmissionPolicy"))
        {
            var text = policy.At("spec")!.ToJsonString();
            Assert.All(policy.At("spec/variables")!.AsArray(), variable => Assert.Contains(
                $"variables.{(string)variable!["name"]!}", text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Without_allowHarmless_nothing_but_the_lists_counts() =>
        Assert.DoesNotContain("authorizer", Policy("rbac: { tokens: { policy: { allowHarmless: false } } }", "tokens").Json.ToJsonString(),
            StringComparison.Ordinal);

    [Fact]
    public void The_hardened_values_let_no_token_for_the_API_server_pass_and_no_Secret_of_an_odd_type()
    {
        var rendered = new Release(ValueSets.Hardened).Render();

        Assert.DoesNotContain(
            "authorizer", rendered.One("ValidatingAdmissionPolicy", Prefix + "tokens").Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("object.spec.expirationSeconds <= 3600",
            (string?)rendered.One("ValidatingAdmissionPolicy", Prefix + "tokens").At("spec/validations/0/expression"),
            StringComparison.Ordinal);
        Assert.Contains("kubernetes.io/tls",
            (string?)rendered.One("ValidatingAdmissionPolicy", Prefix + "secret-types").At("spec/validations/1/expression"),
            StringComparison.Ordinal);
        Assert.Equal(["Ingress", "Egress"], rendered.One("NetworkPolicy").At("spec/policyTypes")!.AsArray().Select(type => (string)type!));
    }

    private static Manifest Policy(string values, string name) =>
        new Release(values).Render().One("ValidatingAdmissionPolicy", Prefix + name);
}
