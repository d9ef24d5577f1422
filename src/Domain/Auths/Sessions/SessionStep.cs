using System.Collections.Immutable;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>What an AuthGrain does next: at most one thing at a time.</summary>
public abstract record SessionStep
{
    private SessionStep()
    {
    }

    /// <summary>Ask the VaultAuthGrain how to log in.</summary>
    public sealed record CheckInputs : SessionStep;

    /// <summary>Log in.</summary>
    public sealed record LogIn : SessionStep;

    /// <summary>renew-self.</summary>
    public sealed record Renew : SessionStep;

    /// <summary>lookup-self.</summary>
    public sealed record LookUp : SessionStep;

    /// <summary>Find out what can be seen of these denied paths.</summary>
    public sealed record Inspect(ImmutableArray<RefusedPath> Paths) : SessionStep;

    /// <summary>Nothing until then.</summary>
    public sealed record Wait(DateTimeOffset Until) : SessionStep;
}
