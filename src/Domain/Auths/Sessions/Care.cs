namespace Coffer.Domain.Auths.Sessions;

/// <summary>What keeps a grant alive.</summary>
public enum Care
{
    /// <summary>Nothing is needed.</summary>
    None,

    /// <summary>renew-self.</summary>
    Renew,

    /// <summary>A new login.</summary>
    Replace,
}
