using System.Collections.Immutable;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>What a SessionGrain does next: at most one thing at a time.</summary>
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

    /// <summary>revoke-self of these tokens, without waiting for the answer.</summary>
    public sealed record Revoke(ImmutableArray<long> Versions) : SessionStep;

    /// <summary>Give the login up: nobody asks for it any more.</summary>
    public sealed record LetGo : SessionStep;

    /// <summary>Find out what can be seen of these denied paths.</summary>
    public sealed record Inspect(ImmutableArray<RefusedPath> Paths) : SessionStep;

    /// <summary>Nothing until then.</summary>
    public sealed record Wait(DateTimeOffset Until) : SessionStep;
}
