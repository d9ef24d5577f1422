using Coffer.EndToEnd.Tests.Harness;

namespace Coffer.EndToEnd.Tests.LeftOut;

/// <summary>A VaultConnection, a VaultAuth and a VaultStaticSecret of one name, right but for what is set here.</summary>
internal sealed record Declared(string Name)
{
    public string? Address { get; init; }

    public string? AuthMount { get; init; }

    public string? AllowedNamespaces { get; init; }

    public string Role { get; init; } = VaultSite.Role;

    public string Account { get; init; } = "reader";

    public string? Mount { get; init; }

    public string Path { get; init; } = "demo/config";

    /// <summary>One more line of the VaultConnection's spec.</summary>
    public string Connection { get; init; } = "skipTLSVerify: false";

    /// <summary>One more line of the VaultStaticSecret's spec.</summary>
    public string Secret { get; init; } = "hmacSecretData: true";

    public string Manifests(Stage stage) => $$"""
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultConnection
        metadata: { name: {{Name}}, namespace: {{stage.Central}} }
        spec:
          address: "{{Address ?? stage.VaultAddress}}"
          {{Connection}}
        ---
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultAuth
        metadata: { name: {{Name}}, namespace: {{stage.Central}} }
        spec:
          vaultConnectionRef: {{Name}}
          method: kubernetes
          mount: {{AuthMount ?? stage.Vault.Auth}}
          kubernetes: { role: {{Role}}, serviceAccount: {{Account}} }
          allowedNamespaces: [{{AllowedNamespaces ?? stage.App}}]
        ---
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultStaticSecret
        metadata: { name: {{Name}}, namespace: {{stage.App}} }
        spec:
          vaultAuthRef: {{stage.Central}}/{{Name}}
          mount: {{Mount ?? stage.Vault.Kv}}
          type: kv-v2
          path: {{Path}}
          refreshAfter: 2s
          destination: { create: true, name: {{Name}} }
          {{Secret}}
        """;
}
