using Coffer.Contracts;

namespace Coffer.Domain.Connections;

/// <summary>Where trusted roots come from.</summary>
public abstract record CaSource
{
    private CaSource()
    {
    }

    /// <summary>The system's.</summary>
    public sealed record System : CaSource;

    /// <summary>Key <c>ca.crt</c> of a Secret.</summary>
    public sealed record Secret(ObjectKey Key) : CaSource;

    /// <summary>A PEM file of the operator, named by a VaultConnection of a namespace.</summary>
    public sealed record File(string Path, string Namespace) : CaSource;
}
