namespace Coffer.Grains.Sharing;

/// <summary>Why an actor moves.</summary>
internal enum MoveReason
{
    /// <summary>Another silo owns it.</summary>
    Sharing,

    /// <summary>Its silo is going.</summary>
    Leaving,
}
