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
    /// <param name="Flaws">What is wrong.</param>
    /// <param name="Global">The VaultAuthGlobal that it was merged with; null for none.</param>
    public sealed record Invalid(IReadOnlyList<string> Flaws, ObjectKey? Global = null) : VaultAuthVerdict;

    /// <summary>The VaultAuthGlobal can't be used.</summary>
    public sealed record NoGlobal(Failure Failure) : VaultAuthVerdict;

    /// <summary>The VaultConnection can't be used.</summary>
    public sealed record NoConnection(Failure Failure) : VaultAuthVerdict;

    /// <summary>What consumers are told; null when they can log in.</summary>
    public Failure? Problem(ObjectKey auth) => this switch
    {
        Invalid v => new Failure(
            FailureKind.Misconfigured, $"VaultAuth {auth}{Merged(v.Global)} can't be used: {string.Join("; ", v.Flaws)}"),
        NoGlobal v => Behind(auth, v.Failure),
        NoConnection v => Behind(auth, v.Failure),
        _ => null,
    };

    private static Failure Behind(ObjectKey auth, Failure failure) =>
        new(failure.Kind, $"VaultAuth {auth}: {failure.Message}") { RetryAfter = failure.RetryAfter };

    private static string Merged(ObjectKey? global) => global is { } key ? $", merged with VaultAuthGlobal {key}," : "";
}
