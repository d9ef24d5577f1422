using Coffer.Contracts;
using Coffer.Contracts.Vault;

namespace Coffer.Domain.Connections;

/// <summary>What was found out about a VaultConnection.</summary>
public abstract record ConnectionVerdict
{
    private ConnectionVerdict()
    {
    }

    /// <summary>The spec can't be used.</summary>
    public sealed record Invalid(IReadOnlyList<string> Flaws) : ConnectionVerdict;

    /// <summary>The trusted roots can't be had.</summary>
    public sealed record NoRoots(Failure Failure) : ConnectionVerdict;

    /// <summary>Vault did not answer.</summary>
    public sealed record Silent(Failure Failure) : ConnectionVerdict;

    /// <summary>Vault answered, in whatever state it is.</summary>
    public sealed record Answered(VaultHealth Health) : ConnectionVerdict;

    /// <summary>True when Vault can be worked with.</summary>
    public bool IsHealthy => this is Answered { Health: { Initialized: true, Sealed: false } };

    /// <summary>
    /// True when nobody has to change anything here for it to come right: a Vault that is down, sealed, or an API server that is.
    /// </summary>
    public bool MayPass => this is not Invalid;
}
