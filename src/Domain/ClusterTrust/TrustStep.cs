using Coffer.Contracts.Ports;

namespace Coffer.Domain.ClusterTrust;

/// <summary>
/// What is to be done with the stored authority: one of <see cref="Keep"/>, <see cref="Create"/>, <see cref="Rotate"/>, <see cref="Drop"/>.
/// </summary>
public abstract record TrustStep
{
    private TrustStep()
    {
    }

    /// <summary>Nothing is due.</summary>
    public sealed record Keep : TrustStep;

    /// <summary>There is no authority: make one.</summary>
    public sealed record Create : TrustStep;

    /// <summary>Store a new root beside the newest one.</summary>
    /// <param name="Newest">The one that stays.</param>
    public sealed record Rotate(RootFacts Newest) : TrustStep;

    /// <summary>Store the newest root alone.</summary>
    /// <param name="Newest">The one that stays.</param>
    public sealed record Drop(RootFacts Newest) : TrustStep;
}
