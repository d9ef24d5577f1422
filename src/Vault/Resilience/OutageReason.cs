using Coffer.Contracts;
using Coffer.Vault.Wire;

namespace Coffer.Vault.Resilience;

/// <summary>
/// Why calls to one Vault are paused, in words that hold for a whole outage. Tenants share the circuit and keep these words in their
/// conditions: they name nobody's path, and they don't change with each trial. In one outage a reason only gives way to one that says more.
/// </summary>
internal sealed class OutageReason
{
    /// <summary>
    /// What speaks against a server as a whole; the later says more. A failure is of the last one whose kind it has and with whose
    /// text it ends.
    /// </summary>
    private static readonly (FailureKind Kind, string End, string Words)[] Known =
    [
        (FailureKind.Unreachable, "", "it could not be reached"),
        (FailureKind.Unreachable, VaultErrors.ConnectionRefused, "it could not be reached: connection refused"),
        (FailureKind.Unreachable, VaultErrors.NameUnknown, "it could not be reached: its name can't be resolved"),
        (FailureKind.Timeout, "", "it did not answer in time"),
        (FailureKind.Tls, "", "no trusted TLS connection could be made"),
        (FailureKind.Unavailable, "", "it said that it can't serve now"),
        (FailureKind.Uninitialized, "", "Vault is not initialized"),
        (FailureKind.Sealed, "", "Vault is sealed"),
    ];

    private readonly Lock _lock = new();
    private int _rank = -1;

    /// <summary>Null when nothing has failed since the last outage.</summary>
    public string? Words
    {
        get
        {
            lock (_lock)
            {
                return _rank < 0 ? null : Known[_rank].Words;
            }
        }
    }

    public static bool Tells(Failure failure) => Rank(failure) >= 0;

    public void Note(Failure failure)
    {
        lock (_lock)
        {
            _rank = Math.Max(_rank, Rank(failure));
        }
    }

    /// <summary>The outage is over.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rank = -1;
        }
    }

    private static int Rank(Failure failure) =>
        Array.FindLastIndex(Known, known => known.Kind == failure.Kind && failure.Message.EndsWith(known.End, StringComparison.Ordinal));
}
