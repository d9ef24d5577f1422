namespace Coffer.Contracts;

/// <summary>
/// Why a call to Vault or to the Kubernetes API did not give what was asked for. Adapters classify once; nobody else
/// looks at codes or texts.
/// </summary>
public enum FailureKind
{
    /// <summary>The server could not be reached: refused, reset, no route, name not resolved.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The server's certificate is not trusted, or no TLS is spoken there.</summary>
    Tls,

    /// <summary>The server says that it can't serve now (502, 503, 504, Vault's 473).</summary>
    Unavailable,

    /// <summary>Vault is sealed.</summary>
    Sealed,

    /// <summary>Vault is not initialised.</summary>
    Uninitialized,

    /// <summary>Too many requests (429).</summary>
    Throttled,

    /// <summary>An internal error of the server (500). Counts against this path alone, never against the connection.</summary>
    ServerError,

    /// <summary>The caller is not known (401).</summary>
    Unauthorized,

    /// <summary>The caller may not do this (403).</summary>
    Forbidden,

    /// <summary>There is no such object, path or namespace (404).</summary>
    NotFound,

    /// <summary>Somebody else changed the object first, or it exists already (409).</summary>
    Conflict,

    /// <summary>
    /// The request is not acceptable as it is (400, 413, 415, 422; of Vault also a 500 that says so). Trying again does not help.
    /// </summary>
    Invalid,

    /// <summary>The answer can't be read: truncated JSON, HTML, a missing part.</summary>
    Malformed,

    /// <summary>The answer is larger than the limit.</summary>
    TooLarge,

    /// <summary>The server has not caught up with a write yet (412, 472).</summary>
    Behind,

    /// <summary>A Vault namespace was asked for and the server took no notice of it.</summary>
    NamespaceIgnored,

    /// <summary>The circuit of this connection is open: the call was not made.</summary>
    CircuitOpen,

    /// <summary>The reference or the settings are wrong; found out before any call.</summary>
    Misconfigured,
}
