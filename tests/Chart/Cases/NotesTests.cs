using Coffer.Chart.Tests.Rendering;

namespace Coffer.Chart.Tests.Cases;

/// <summary>The notes of a release tell the next step, and what is not as one might think.</summary>
public sealed class NotesTests
{
    [Theory]
    [InlineData("", "kubectl -n coffer-system rollout status deployment/coffer")]
    [InlineData("", "declare where Vault or OpenBao is")]
    [InlineData("", "may read and write every Secret of this cluster (rbac.secrets=watch)")]
    [InlineData("defaultVaultConnection: { enabled: true, address: \"http://v:8200\" }", "declare how to log in")]
    [InlineData("{ defaultVaultConnection: { enabled: true, address: \"http://v:8200\" }, defaultAuthMethod: { enabled: true } }",
        "vaultAuthRef: coffer-system/default")]
    [InlineData("rbac: { secrets: named }", "Drift is repaired at the next refresh")]
    [InlineData("rbac: { secrets: { namespaces: [b, a] } }", "the namespaces a, b, coffer-system.")]
    [InlineData("rbac: { tokens: { policy: { enabled: false } } }", "WARNING: nothing limits the ServiceAccount tokens")]
    [InlineData("csi: { enabled: true }", "WARNING: csi.enabled is ignored")]
    [InlineData("controller: { manager: { clientCache: { persistenceModel: direct-encrypted } } }",
        "NOTE: controller.manager.clientCache is ignored")]
    [InlineData("controller: { manager: { image: { repository: hashicorp/vault-secrets-operator } } }",
        "WARNING: controller.manager.image.repository=hashicorp/vault-secrets-operator is the image of the Vault Secrets Operator")]
    [InlineData("controller: { manager: { image: { repository: team/coffer } } }",
        "WARNING: controller.manager.image.repository=team/coffer names no registry")]
    [InlineData("controller: { manager: { resources: { limits: { memory: 128Mi } } } }",
        "WARNING: controller.manager.resources.limits.memory=128Mi is too little")]
    public void They_say(string values, string words) =>
        Assert.Contains(words, new Release(values).Render().Notes, StringComparison.Ordinal);

    [Fact]
    public void They_warn_of_nothing_by_default() =>
        Assert.DoesNotContain("WARNING", new Release().Render().Notes, StringComparison.Ordinal);
}
