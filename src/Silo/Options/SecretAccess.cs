namespace Coffer.Silo.Options;

/// <summary>The ways to read Secrets: RBAC has no finer ones.</summary>
internal enum SecretAccess
{
    /// <summary>All of them are listed and watched.</summary>
    Watch,

    /// <summary>Each by its name.</summary>
    Named,
}
