using Coffer.Contracts;

namespace Coffer.Domain.Connections;

/// <summary>Which failures of a call say something about the Vault as a whole, so that its connection should look at it at once.</summary>
public static class ConnectionSuspicion
{
    /// <summary>
    /// True for such a failure. A 500 is not: it counts against one path or auth. Nor is a call that the circuit kept back: those that
    /// opened it have told already, and its next trial tells again.
    /// </summary>
    public static bool Of(Failure failure) =>
        failure.Kind is FailureKind.Unreachable or FailureKind.Timeout or FailureKind.Tls or FailureKind.Unavailable
            or FailureKind.Sealed or FailureKind.Uninitialized;
}
