using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Schemas;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Cases;

/// <summary>Values that can't be meant are refused, with words that say which and why.</summary>
public sealed partial class ValuesTests
{
    [Fact]
    public void The_defaults_fit_the_schema() => Assert.Empty(ValuesSchema.Problems([]));

    [Theory]
    [InlineData("controler: { replicas: 3 }", "controler is not allowed")]
    [InlineData("controller: { replica: 3 }", "controller.replica is not allowed")]
    [InlineData("controller: { replicas: three }", "controller.replicas must be integer")]
    [InlineData("controller: { replicas: -1 }", "controller.replicas must be 0 or more")]
    [InlineData("controller: { manager: { image: { tag: 1.1 } } }", "controller.manager.image.tag must be string")]
    [InlineData("controller: { manager: { logging: { level: loud } } }", "controller.manager.logging.level must be one of")]
    [InlineData("controller: { manager: { vaultClient: { timeout: 10 } } }",
        "controller.manager.vaultClient.timeout must be string or null")]
    [InlineData("controller: { manager: { restarts: { window: soon } } }", "controller.manager.restarts.window must match")]
    [InlineData("controller: { annotations: { a: true } }", "controller.annotations.a must be string")]
    [InlineData("controller: { topologySpreadConstraints: [{ maxSkew: 1 }] }",
        "controller.topologySpreadConstraints[0] must have topologyKey")]
    [InlineData("controller: { podDisruptionBudget: { minAvailable: half } }", "controller.podDisruptionBudget.minAvailable must match")]
    [InlineData("controller: { rbac: { clusterRoleAggregation: { viewerRoles: [Vault] } } }",
        "controller.rbac.clusterRoleAggregation.viewerRoles[0] must be one of")]
    [InlineData("rbac: { secrets: everything }", "rbac.secrets must match ^(watch|named)$")]
    [InlineData("rbac: { secrets: [a] }", "rbac.secrets must be string or object")]
    [InlineData("rbac: { secrets: { namespaces: [] } }", "rbac.secrets.namespaces must have 1 items or more")]
    [InlineData("rbac: { secrets: { namespaces: [Team_A] } }", "rbac.secrets.namespaces[0] must match")]
    [InlineData("rbac: { tokens: { policy: { audiences: [\"a'b\"] } } }", "rbac.tokens.policy.audiences[0] must match")]
    [InlineData("rbac: { tokens: { policy: { serviceAccounts: [vault] } } }", "rbac.tokens.policy.serviceAccounts[0] must match")]
    [InlineData("defaultVaultConnection: { enabled: true, address: \"vault:8200\" }", "defaultVaultConnection.address must match")]
    [InlineData("defaultAuthMethod: { method: userpass }", "defaultAuthMethod.method must be one of")]
    [InlineData("metricsService: { ports: [] }", "metricsService.ports must have 1 items or more")]
    [InlineData("controller: null", "(root) must have controller")]
    [InlineData("controller: { manager: { image: null } }", "controller.manager must have image")]
    [InlineData("controller: { manager: { image: { repository: null } } }", "controller.manager.image must have repository")]
    [InlineData("rbac: { tokens: { policy: null } }", "rbac.tokens must have policy")]
    [InlineData("fullnameOverride: Coffer_1", "fullnameOverride must match")]
    [InlineData("controller: { manager: { extraEnv: [{ name: A, value: 1 }] } }", "controller.manager.extraEnv[0].value must be string")]
    [InlineData("controller: { manager: { templateLimits: { output: 4Mi } } }",
        "controller.manager.templateLimits.output must be integer or null")]
    [InlineData("controller: { manager: { templateLimits: { steps: 0 } } }", "controller.manager.templateLimits.steps must be 1 or more")]
    [InlineData("csi: true", "csi must be object")]
    public void A_value_that_does_not_fit_is_named(string values, string problem)
    {
        Assert.Contains(ValuesSchema.Problems(Yaml.Object(values)), told => told.StartsWith(problem, StringComparison.Ordinal));
        var refusal = Assert.Throws<RefusedException>(() => new Release(values).Render());
        Assert.Contains(problem.StartsWith("(root)", StringComparison.Ordinal) ? problem.Split(' ')[^1] : Field().Match(problem).Value,
            refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("defaultAuthMethod: { enabled: true, kubernetes: { serviceAccount: null } }",
        "defaultAuthMethod.kubernetes.serviceAccount is required")]
    [InlineData("defaultAuthMethod: { enabled: true, method: jwt, jwt: { serviceAccount: null } }",
        "defaultAuthMethod.jwt.serviceAccount or .secretRef is required")]
    [InlineData("defaultVaultConnection: { enabled: true }", "defaultVaultConnection.address is required")]
    [InlineData("serviceAccount: { create: false }", "serviceAccount.name is required when serviceAccount.create is false")]
    [InlineData("defaultAuthMethod: { enabled: true, method: appRole, appRole: { secretRef: s } }",
        "defaultAuthMethod.appRole.roleId is required")]
    [InlineData("defaultAuthMethod: { enabled: true, method: appRole, appRole: { roleId: r } }",
        "defaultAuthMethod.appRole.secretRef is required")]
    [InlineData("{ telemetry: { serviceMonitor: { enabled: true } }, metricsService: { enabled: false } }",
        "telemetry.serviceMonitor.enabled needs metricsService.enabled")]
    [InlineData("controller: { replicas: 3, podDisruptionBudget: { minAvailable: 1, maxUnavailable: 1 } }",
        "set only one of controller.podDisruptionBudget.maxUnavailable and .minAvailable")]
    [InlineData("controller: { replicas: 3, podDisruptionBudget: { minAvailable: 3 } }", "would block every drain for ever")]
    [InlineData("controller: { replicas: 3, podDisruptionBudget: { minAvailable: 100% } }", "would block every drain for ever")]
    public void Values_that_contradict_each_other_are_refused(string values, string message)
    {
        var refusal = Assert.Throws<RefusedException>(() => new Release(values).Render());

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_knows_every_default_and_explains_what_is_ignored()
    {
        Assert.Empty(Unknown("", ValuesSchema.Defaults, ValuesSchema.Root));
    }

    [Fact]
    public void Every_value_is_in_the_documentation()
    {
        var docs = Repository.Read("docs/chart.md");

        var untold = Leaves("", ValuesSchema.Root)
            .Where(leaf => !Parents(leaf).Any(name => docs.Contains($"`{name}`", StringComparison.Ordinal))).ToList();
        Assert.Empty(untold);
    }

    private static IEnumerable<string> Unknown(string path, JsonObject values, JsonObject schema) =>
        values.SelectMany(pair => schema["properties"]?[pair.Key] switch
        {
            null when schema["additionalProperties"] is JsonObject || schema["properties"] is null => [],
            null => [$"{path}{pair.Key}"],
            JsonObject below when pair.Value is JsonObject map => Unknown($"{path}{pair.Key}.", map, below),
            _ => [],
        });

    private static IEnumerable<string> Leaves(string path, JsonObject schema) => schema["properties"] is JsonObject properties
        ? properties.SelectMany(pair => Leaves(path.Length == 0 ? pair.Key : $"{path}.{pair.Key}", pair.Value!.AsObject()))
        : [path];

    /// <summary>The last name of a path, which Helm writes in another way than the schema here.</summary>
    [GeneratedRegex(@"(?<=^|\.)[A-Za-z]+(?=(\[\d+\])? (is|must))")]
    private static partial Regex Field();

    /// <summary>A value is told of by its own name, or by that of a whole group.</summary>
    private static IEnumerable<string> Parents(string leaf)
    {
        yield return leaf;
        for (var dot = leaf.LastIndexOf('.'); dot > 0; dot = leaf.LastIndexOf('.', dot - 1))
        {
            yield return $"{leaf[..dot]}.*";
        }
    }
}
