namespace Coffer.Grains.Observability;

/// <summary>An actor whose resource is valid or not. Called outside of its turns.</summary>
internal interface IValidity
{
    /// <summary>What its status says; null when it has no resource or was not looked at yet.</summary>
    ResourceValidity? Validity();
}
