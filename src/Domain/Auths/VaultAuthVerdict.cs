using Coffer.Contracts;

namespace Coffer.Domain.Auths;

/// <summary>What was found out about a VaultAuth.</summary>
public abstract record VaultAuthVerdict
{
    private VaultAuthVerdict()
    {
    }

    /// <summary>Spec and references hold.</summary>
    /// <param name="Connection">The VaultConnection.</param>
    public sealed record Sound(ObjectKey Connection) : VaultAuthVerdict;

    /// <summary>The spec can't be used.</summary>
    public sealed record Invalid(IReadOnlyList<string> Flaws) : VaultAuthVerdict;

    /// <summary>The spec asks for what Coffer doesn't do yet.</summary>
    public sealed record NotImplemented(string What) : VaultAuthVerdict;

    /// <summary>The VaultConnection can't be used.</summary>
    public sealed record NoConnection(Failure Failure) : VaultAuthVerdict;

    /// <summary>What consumers are told; null when they can log in.</summary>
    public Failure? Problem(ObjectKey auth) => this switch
    {
        Invalid v => new Failure(FailureKind.Misconfigured, $"VaultAuth {auth} can't be used: {string.Join("; ", v.Flaws)}"),
        NotImplemented v => new Failure(FailureKind.Misconfigured, $"VaultAuth {auth} can't be used: {v.What}"),
        NoConnection v => new Failure(v.Failure.Kind, $"VaultAuth {auth}: {v.Failure.Message}") { RetryAfter = v.Failure.RetryAfter },
        _ => null,
    };
}
