using System.Collections.Immutable;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>What a secret does next; an effect as data, safe to repeat after a crash.</summary>
public abstract record SecretStep
{
    private SecretStep()
    {
    }

    /// <summary>Nothing until then.</summary>
    public sealed record Wait(DateTimeOffset Until) : SecretStep;

    /// <summary>Find out what an activation has to know before anything else.</summary>
    public sealed record Begin : SecretStep;

    /// <summary>Append what follows from what is known already.</summary>
    public sealed record Append : SecretStep;

    /// <summary>Command the restart that is owed.</summary>
    /// <param name="Id">The request.</param>
    /// <param name="Targets">As <c>Kind/name</c>.</param>
    public sealed record CommandRestarts(string Id, ImmutableArray<string> Targets) : SecretStep;

    /// <summary>Delete the Secret of a former destination name, if it is ours.</summary>
    public sealed record Prune(string Name) : SecretStep;

    /// <summary>See whether the Secret is there: no feed has shown it.</summary>
    public sealed record LookAtSecret : SecretStep;

    /// <summary>See whether what is used to log in has changed.</summary>
    public sealed record CheckInputs : SecretStep;

    /// <summary>Read Vault and bring the Secret in step.</summary>
    public sealed record Sync(Due Due) : SecretStep;

    /// <summary>Give something back that Vault made, unless workloads still use it.</summary>
    public sealed record Return(OwedReturn Owed) : SecretStep;

    /// <summary>Put our finalizer on, or take it away from an object that lives.</summary>
    public sealed record SetFinalizer : SecretStep;

    /// <summary>Give everything back, empty the Secret where that is wanted, and let the object go.</summary>
    /// <param name="IsOverdue">The deletion was held up for long enough: let it go whatever happens.</param>
    public sealed record Farewell(bool IsOverdue) : SecretStep;
}
