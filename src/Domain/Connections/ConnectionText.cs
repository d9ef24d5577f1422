using Coffer.Contracts;

namespace Coffer.Domain.Connections;

/// <summary>What people are told of a VaultConnection: the object, what was answered, the remedy.</summary>
public static class ConnectionText
{
    private const string ApiRoot = "/v1";

    /// <summary>One text for conditions and Events.</summary>
    public static string Of(ObjectKey connection, string address, ConnectionVerdict verdict) => verdict switch
    {
        ConnectionVerdict.Invalid v => $"VaultConnection {connection} can't be used: {string.Join("; ", v.Flaws)}",
        ConnectionVerdict.NoRoots v => $"VaultConnection {connection}: the CA certificates can't be had: {v.Failure.Message}",
        ConnectionVerdict.Silent v => $"VaultConnection {connection}: {v.Failure.Message}. {Remedy(connection, address, v.Failure.Kind)}",
        ConnectionVerdict.Answered { Health.Initialized: false } =>
            $"VaultConnection {connection}: Vault at {address} is not initialised. Run 'vault operator init' "
            + "(or 'bao operator init') there.",
        ConnectionVerdict.Answered { Health.Sealed: true } =>
            $"VaultConnection {connection}: Vault at {address} is sealed. Unseal it ('vault operator unseal'); secrets keep "
            + "their last values until then.",
        ConnectionVerdict.Answered v =>
            $"Vault at {address} answers" + (v.Health.Version.Length > 0 ? $", version {v.Health.Version}" : ""),
        _ => "",
    };

    /// <summary>What to do about an address that names the root of Vault's API, where something answered; null for any other.</summary>
    public static string? Doubled(ObjectKey connection, string address, FailureKind kind) =>
        kind is FailureKind.Malformed or FailureKind.TooLarge or FailureKind.NotFound or FailureKind.Forbidden or FailureKind.Unauthorized
            or FailureKind.Invalid or FailureKind.ServerError
        && address.TrimEnd('/').EndsWith(ApiRoot, StringComparison.Ordinal)
            ? $"spec.address of VaultConnection {connection} ends in {ApiRoot}, which Coffer adds itself: write "
                + $"'{address.TrimEnd('/')[..^ApiRoot.Length]}'."
            : null;

    /// <summary>What to do about a Vault that can't be talked to.</summary>
    public static string Remedy(ObjectKey connection, string address, FailureKind kind) => Doubled(connection, address, kind) ?? kind switch
    {
        FailureKind.Tls => $"Put the CA that signed the certificate of {address} under ca.crt into the Secret that spec.caCertSecretRef of "
            + $"VaultConnection {connection} "
            + "names, in its namespace (spec.tlsServerName where the certificate has another name), or correct http:// "
            + "and https:// in spec.address.",
        FailureKind.Sealed =>
            $"Vault at {address} is sealed: unseal it ('vault operator unseal'); secrets keep their last values until then.",
        FailureKind.Uninitialized => $"Vault at {address} is not initialised: run 'vault operator init' (or 'bao operator init').",
        FailureKind.CircuitOpen => $"Check that Vault at {address} runs, is unsealed ('vault operator unseal') and can be reached "
            + $"by this pod, or correct spec.address of VaultConnection {connection}, whose status tells how it is.",
        FailureKind.Unreachable => $"Check that Vault runs at {address} and that this pod may reach it (Service, port, NetworkPolicy), "
            + $"or correct spec.address of VaultConnection {connection}.",
        FailureKind.Timeout =>
            $"Vault at {address} takes connections but does not answer in time: check its load, its storage and the network between.",
        FailureKind.Malformed or FailureKind.TooLarge or FailureKind.NotFound =>
            $"Something other than Vault seems to answer at {address}: correct spec.address of VaultConnection {connection}.",
        FailureKind.Throttled => "Vault's rate limit quota is used up: raise it, or lengthen refreshAfter.",
        FailureKind.ServerError or FailureKind.Unavailable => $"Look at the log of Vault at {address}.",
        _ => $"Check spec.address of VaultConnection {connection}.",
    };
}
