namespace Coffer.Contracts.Resources;

/// <summary>
/// The finalizer that Coffer puts on resources that ask for what Vault made to be given back on deletion (<c>revoke: true</c>), and on no
/// others. It holds a deletion up for two minutes at most.
/// </summary>
public static class OwnFinalizer
{
    /// <summary>Its name.</summary>
    public const string Name = "coffer.secrets.hashicorp.com/revoke";

    /// <summary>True for an object that bears it.</summary>
    public static bool IsOn(ObjectMeta meta) => meta.Finalizers?.Contains(Name) == true;
}
