namespace Coffer.Embedded.Vault.Core;

internal enum VaultOperation
{
    Read,
    List,
    Update,
    Delete,
    Patch,
}
