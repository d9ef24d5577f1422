namespace Coffer.Contracts.Ports;

/// <summary>Whether somebody may do something.</summary>
public enum AccessVerdict
{
    /// <summary>The cluster does not know the token.</summary>
    Unknown,

    /// <summary>It knows him, and he may not.</summary>
    Denied,

    /// <summary>He may.</summary>
    Allowed,
}
