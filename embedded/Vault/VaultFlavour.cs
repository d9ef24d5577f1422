namespace Coffer.Embedded.Vault;

/// <summary>Whose answers the embedded server gives; texts, status codes and namespaces differ.</summary>
public enum VaultFlavour
{
    /// <summary>OpenBao 2.6.2: has namespaces and echoes <c>X-Vault-Namespace</c>.</summary>
    OpenBao,

    /// <summary>Vault Community 1.8: ignores the namespace header and answers from the root namespace.</summary>
    Vault,

    /// <summary>
    /// Vault Community 2.0.3: mostly OpenBao's words; echoes the namespace header and takes no notice of it; answers 500 to many
    /// requests that are merely bad.
    /// </summary>
    Vault2,
}
