namespace Coffer.Vault.Wire;

/// <summary>How a body was read.</summary>
internal enum BodyEnd
{
    /// <summary>To its end.</summary>
    Whole,

    /// <summary>It is longer than the limit.</summary>
    TooLong,

    /// <summary>The process has no memory to spare for it.</summary>
    NoRoom,
}
