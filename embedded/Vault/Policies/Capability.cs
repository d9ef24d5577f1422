namespace Coffer.Embedded.Vault.Policies;

[Flags]
internal enum Capability
{
    None = 0,
    Create = 1,
    Read = 2,
    Update = 4,
    Delete = 8,
    List = 16,
    Patch = 32,
    Sudo = 64,
    Deny = 128,
}
