namespace Coffer.Templates.Calls;

/// <summary>Functions that need more than the values of their arguments, so the executor does them.</summary>
internal enum Special
{
    None,

    /// <summary>Stops at the first argument that decides.</summary>
    And,

    /// <summary>Stops at the first argument that decides.</summary>
    Or,

    /// <summary>Names its first argument in errors.</summary>
    Call,

    /// <summary>Yields an element together with the type it is declared with.</summary>
    Index,

    /// <summary>Tells a nil from the absence of a value.</summary>
    Len,
}
