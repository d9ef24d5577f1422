namespace Coffer.Domain.Secrets;

/// <summary>Why a sync is due; a closed set, in the order in which they are looked for.</summary>
public enum SyncReason
{
    /// <summary>There is nothing to do.</summary>
    None,

    /// <summary>Never synced, as far as the journal tells.</summary>
    InitialSync,

    /// <summary>A replacement of the Secret was begun and not finished.</summary>
    Replacement,

    /// <summary>A part of the spec that the content follows has changed.</summary>
    SpecChanged,

    /// <summary>A person asked for it by annotation.</summary>
    ForceSync,

    /// <summary>The destination Secret is missing.</summary>
    InexistentDestination,

    /// <summary>
    /// The stamp on the Secret, or the Secret itself, is not the journal's: a crash between the write and the append, or an older value.
    /// </summary>
    StampDiffers,

    /// <summary>Somebody changed the Secret.</summary>
    SecretDataDrift,

    /// <summary>What the secret depends on has changed or come back.</summary>
    InputsChanged,

    /// <summary>A failed sync is to be tried again.</summary>
    Retry,

    /// <summary>refreshAfter has passed.</summary>
    Refresh,

    /// <summary>What the Secret holds comes to its end.</summary>
    Renewal,
}
