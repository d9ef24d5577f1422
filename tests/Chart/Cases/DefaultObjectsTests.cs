using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Cases;

/// <summary>The VaultConnection and the VaultAuth that stand in where a resource names none.</summary>
public sealed class DefaultObjectsTests
{
    [Fact]
    public void None_is_made_unasked() =>
        Assert.DoesNotContain(new Release().Render().Manifests,
            manifest => manifest.ApiVersion.StartsWith("secrets.hashicorp.com", StringComparison.Ordinal));

    [Theory]
    [InlineData("address: \"https://v:8200\"", "{ address: \"https://v:8200\", skipTLSVerify: false }")]
    [InlineData("address: \"https://v:8200\", caCertSecret: ca, tlsServerName: vault, timeout: 5s, headers: { X-A: \"1\" }",
        "{ address: \"https://v:8200\", skipTLSVerify: false, tlsServerName: vault, caCertSecretRef: ca, timeout: "
        + "5s, headers: { X-A: \"1\" } }")]
    [InlineData("address: \"http://v:8200\", skipTLSVerify: true, caCertPath: /etc/ca.crt",
        "{ address: \"http://v:8200\", skipTLSVerify: true, caCertPath: /etc/ca.crt }")]
    public void The_connection_is_default_in_the_operators_namespace(string values, string spec)
    {
        var connection = new Release($"defaultVaultConnection: {{ enabled: true, {values} }}").Render().One("VaultConnection");

        Assert.Equal("coffer-system/default", $"{connection.Namespace}/{connection.Name}");
        AssertSame(spec, connection.Spec);
    }

    [Theory]
    [InlineData("", "{ method: kubernetes, mount: kubernetes, kubernetes: { serviceAccount: default } }")]
    [InlineData("namespace: admin, allowedNamespaces: [a, b], kubernetes: { role: r, serviceAccount: sa, tokenAudiences: [vault] }",
        "{ method: kubernetes, mount: kubernetes, namespace: admin, allowedNamespaces: [a, b], kubernetes: { role: r, "
        + "serviceAccount: sa, audiences: [vault] } }")]
    [InlineData("method: jwt, mount: jwt, jwt: { role: r, secretRef: s }", "{ method: jwt, mount: jwt, jwt: { role: r, secretRef: s } }")]
    [InlineData("method: jwt, mount: jwt, jwt: { role: r, tokenAudiences: [vault] }",
        "{ method: jwt, mount: jwt, jwt: { role: r, serviceAccount: default, audiences: [vault] } }")]
    [InlineData("method: appRole, mount: approle, appRole: { roleId: id, secretRef: s }",
        "{ method: appRole, mount: approle, appRole: { roleId: id, secretRef: s } }")]
    [InlineData("method: appRole, mount: approle, appRole: { roleId: id, secretIDPath: /id }",
        "{ method: appRole, mount: approle, appRole: { roleId: id, secretIDPath: /id } }")]
    [InlineData("method: aws, mount: aws, aws: { role: r, region: eu }, params: { a: b }",
        "{ method: aws, mount: aws, aws: { role: r, region: eu }, params: { a: b } }")]
    [InlineData("method: gcp, mount: gcp, gcp: { role: r, projectID: p }, headers: { a: b }",
        "{ method: gcp, mount: gcp, gcp: { role: r, projectID: p }, headers: { a: b } }")]
    [InlineData("vaultAuthGlobalRef: { enabled: true, name: g, namespace: ns, allowDefault: false, mergeStrategy: { "
        + "headers: union, params: replace } }",
        "{ method: kubernetes, mount: kubernetes, kubernetes: { serviceAccount: default }, vaultAuthGlobalRef: { name: g, namespace: ns, "
        + "allowDefault: false, mergeStrategy: { headers: union, params: replace } } }")]
    public void The_auth_method_has_what_its_method_needs_and_nothing_of_others(string values, string spec)
    {
        var auth = new Release($"defaultAuthMethod: {{ enabled: true{(values.Length == 0 ? "" : $", {values}")} }}").Render()
            .One("VaultAuth");

        Assert.Equal("coffer-system/default", $"{auth.Namespace}/{auth.Name}");
        AssertSame(spec, auth.Spec);
    }

    private static void AssertSame(string expected, JsonNode? found) =>
        Assert.True(JsonNode.DeepEquals(Yaml.Object(expected), found),
            $"expected {Yaml.Object(expected).ToJsonString()}, found {found?.ToJsonString()}");
}
