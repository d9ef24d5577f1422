using System.Collections.Immutable;
using Coffer.Contracts;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>A fact that a SessionGrain learns.</summary>
public abstract record SessionCommand
{
    private SessionCommand()
    {
    }

    /// <summary>A consumer asks for a session.</summary>
    /// <param name="Path">What it will read; null when it doesn't say.</param>
    /// <param name="Refused">Version of the grant that Vault refused on this path; null when none was.</param>
    public sealed record Ask(RefusedPath? Path, long? Refused) : SessionCommand;

    /// <summary>Somebody wants to hear of changes, and needs no session now.</summary>
    public sealed record Watch : SessionCommand;

    /// <summary>What this depends on has changed or come back.</summary>
    public sealed record DependencyChanged : SessionCommand;

    /// <summary>The VaultAuth was looked at and can be used.</summary>
    public sealed record ConfirmInputs(string Inputs) : SessionCommand;

    /// <summary>The VaultAuth was looked at and can't be used, or did not answer.</summary>
    public sealed record LoseInputs(Failure Failure) : SessionCommand;

    /// <summary>Vault accepted a login.</summary>
    /// <param name="Duration">Life of the token from now; zero for no end.</param>
    /// <param name="Renewable">Whether it can be renewed.</param>
    /// <param name="Policies">Its policies.</param>
    public sealed record AcceptLogin(TimeSpan Duration, bool Renewable, IReadOnlyList<string> Policies) : SessionCommand;

    /// <summary>A login failed, or its credential could not be had.</summary>
    public sealed record FailLogin(Failure Failure) : SessionCommand;

    /// <summary>Vault renewed the token.</summary>
    public sealed record AcceptRenewal(TimeSpan Duration, bool Renewable) : SessionCommand;

    /// <summary>Vault did not renew the token.</summary>
    public sealed record FailRenewal(Failure Failure) : SessionCommand;

    /// <summary>lookup-self: the token is alive.</summary>
    public sealed record FindAlive : SessionCommand;

    /// <summary>lookup-self: Vault doesn't know the token.</summary>
    public sealed record FindDead : SessionCommand;

    /// <summary>lookup-self gave no answer.</summary>
    public sealed record FailLookup(Failure Failure) : SessionCommand;

    /// <summary>Nobody asks for a session any more.</summary>
    public sealed record LetGo : SessionCommand;

    /// <summary>Vault was asked to revoke these tokens, whatever it answered.</summary>
    public sealed record NoteRevoked(ImmutableArray<long> Versions) : SessionCommand;

    /// <summary>Something was found out about a denied path.</summary>
    public sealed record NoteFindings(RefusedPath Path, Findings Findings) : SessionCommand;
}
