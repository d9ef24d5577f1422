namespace Coffer.Domain.Secrets;

/// <summary>Whose a destination Secret is.</summary>
public enum Belongs
{
    /// <summary>Ours, or the reference operator's for this very resource: it may be written.</summary>
    Ours,

    /// <summary>It may be written because the manifest says so (create is false, or overwrite), and no other resource writes it.</summary>
    ByManifest,

    /// <summary>Somebody else's: never touched.</summary>
    Foreign,
}
