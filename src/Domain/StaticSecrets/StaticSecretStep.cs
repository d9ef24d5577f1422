using System.Collections.Immutable;

namespace Coffer.Domain.StaticSecrets;

/// <summary>What a VaultStaticSecret does next; an effect as data, safe to repeat after a crash.</summary>
public abstract record StaticSecretStep
{
    private StaticSecretStep()
    {
    }

    /// <summary>Nothing until then.</summary>
    public sealed record Wait(DateTimeOffset Until) : StaticSecretStep;

    /// <summary>Find out what an activation has to know before anything else.</summary>
    public sealed record Begin : StaticSecretStep;

    /// <summary>Append what follows from what is known already.</summary>
    public sealed record Append : StaticSecretStep;

    /// <summary>Command the restart that is owed.</summary>
    /// <param name="Id">The request.</param>
    /// <param name="Targets">As <c>Kind/name</c>.</param>
    public sealed record CommandRestarts(string Id, ImmutableArray<string> Targets) : StaticSecretStep;

    /// <summary>Delete the Secret of a former destination name, if it is ours.</summary>
    public sealed record Prune(string Name) : StaticSecretStep;

    /// <summary>See whether the Secret is there: no feed has shown it.</summary>
    public sealed record LookAtSecret : StaticSecretStep;

    /// <summary>See whether what is used to log in has changed.</summary>
    public sealed record CheckInputs : StaticSecretStep;

    /// <summary>Read Vault and bring the Secret in step.</summary>
    public sealed record Sync(Due Due) : StaticSecretStep;
}
