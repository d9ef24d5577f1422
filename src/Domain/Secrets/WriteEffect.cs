namespace Coffer.Domain.Secrets;

/// <summary>What was done to the Secret.</summary>
public enum WriteEffect
{
    /// <summary>Nothing: it held the content already, and the journal knew.</summary>
    None,

    /// <summary>Nothing: it held the content already, and the journal did not know it as ours.</summary>
    Adopted,

    /// <summary>It was created.</summary>
    Created,

    /// <summary>It was changed. Also told when the stamp shows that this very content was written before a crash.</summary>
    Changed,

    /// <summary>
    /// It was changed, and its restart digest before was another one than the new; told only where there was no journal to compare
    /// with, or one under another key.
    /// </summary>
    ChangedOurs,

    /// <summary>Nothing: the API server went back in time, the journal further than the Secret, which held the content already.</summary>
    Restored,
}
