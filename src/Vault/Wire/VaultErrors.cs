using System.Net.Sockets;
using System.Security.Authentication;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Domain.Text;
using Coffer.Vault.Links;

namespace Coffer.Vault.Wire;

/// <summary>The one place that turns statuses, texts and exceptions of a Vault into failures.</summary>
internal static class VaultErrors
{
    /// <summary>How the text ends where nobody listens.</summary>
    public const string ConnectionRefused = "connection refused";

    /// <summary>How the text ends where the host's name is not known.</summary>
    public const string NameUnknown = "can't be resolved";

    private const string PlainHttp = "Client sent an HTTP request to an HTTPS server";
    private const string NoLeader = "local node not active but active cluster node not found";

    /// <summary>Null for an answer that holds what was asked for: a success, or a 404 with an envelope.</summary>
    public static Failure? FromAnswer(VaultEndpoint endpoint, VaultCall call, VaultAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return null;
        }

        var envelope = VaultEnvelope.Parse(answer.Body);
        if (answer.Status == 404 && envelope is { Errors: null, HasData: true })
        {
            return null;
        }

        var errors = envelope?.Errors;
        var kind = Kind(answer, errors);
        return Create(endpoint, call, kind, $"{answer.Status} {Detail(endpoint, call, answer, kind, errors)}") with
        {
            RetryAfter = answer.RetryAfter,
        };
    }

    /// <summary>A success whose body can't be used. What it says is never shown.</summary>
    public static Failure Malformed(VaultEndpoint endpoint, VaultCall call, VaultAnswer answer, string problem) =>
        Create(endpoint, call, FailureKind.Malformed, $"{answer.Status} {problem} ({Describe(answer)})");

    public static Failure FromException(VaultEndpoint endpoint, VaultCall call, Exception exception)
    {
        var (kind, text) = exception switch
        {
            HttpRequestException or IOException or SocketException or AuthenticationException => Transport(endpoint, exception),
            OperationCanceledException { InnerException: TimeoutException } =>
                (FailureKind.Unreachable, "no connection could be made in time"),
            _ => (FailureKind.Unreachable, $"unexpected {exception.GetType().Name}"),
        };
        return Create(endpoint, call, kind, $"{Server(endpoint)}: {text}");
    }

    public static Failure Timeout(VaultEndpoint endpoint, VaultCall call, TimeSpan limit) =>
        Create(endpoint, call, FailureKind.Timeout, $"no whole answer from {Server(endpoint)} within {limit.TotalSeconds:0.###} s");

    /// <summary>A failure whose message starts with what was tried and holds none of the call's credentials.</summary>
    public static Failure Create(VaultEndpoint endpoint, VaultCall call, FailureKind kind, string text) =>
        new(kind, SafeText.Clean($"{call}: {text}", Credentials(endpoint, call)));

    /// <summary>What must not be shown of a call.</summary>
    public static IEnumerable<string> Credentials(VaultEndpoint endpoint, VaultCall call) =>
        call.Credentials
            .Concat(call.Token is null ? [] : [call.Token.Value])
            .Concat(endpoint.Headers.Values)
            .Concat(call.Headers.Values);

    private static FailureKind Kind(VaultAnswer answer, IReadOnlyList<string>? errors) => answer.Status switch
    {
        400 when PlainText(answer).Contains(PlainHttp, StringComparison.Ordinal) => FailureKind.Tls,
        // A page of a proxy is not Vault's word on a path or a token.
        400 or 401 or 403 or 404 when errors is null => FailureKind.Malformed,
        401 => FailureKind.Unauthorized,
        403 => FailureKind.Forbidden,
        404 => FailureKind.NotFound,
        408 => FailureKind.Timeout,
        409 => FailureKind.Conflict,
        412 or 472 => FailureKind.Behind,
        429 => FailureKind.Throttled,
        473 => FailureKind.Unavailable,
        >= 300 and < 400 => FailureKind.Malformed,
        >= 400 and < 500 => FailureKind.Invalid,
        500 when errors is [NoLeader] => FailureKind.Unavailable,
        500 when BadRequests.Say(errors) => FailureKind.Invalid,
        500 => FailureKind.ServerError,
        501 => FailureKind.Uninitialized,
        503 when Any(errors, "Vault is sealed") => FailureKind.Sealed,
        503 when Any(errors, "not initialized") => FailureKind.Uninitialized,
        > 500 => FailureKind.Unavailable,
        _ => FailureKind.Malformed,
    };

    private static string Detail(
        VaultEndpoint endpoint, VaultCall call, VaultAnswer answer, FailureKind kind, IReadOnlyList<string>? errors) =>
        (kind, errors) switch
        {
            (FailureKind.Tls, _) => $"{Server(endpoint)} speaks TLS; write https:// in the VaultConnection's address",
            (FailureKind.NotFound, ["namespace not found"]) =>
                $"namespace not found: the server knows no Vault namespace '{call.Namespace}'",
            (_, null) => $"the answer is not Vault's ({Describe(answer)})",
            (FailureKind.NotFound, []) => "nothing at this path",
            (_, []) => "no reason given",
            _ => string.Join("; ", errors),
        };

    private static (FailureKind Kind, string Text) Transport(VaultEndpoint endpoint, Exception exception)
    {
        var causes = Causes(exception).ToList();
        if (causes.OfType<RefusedAddressException>().FirstOrDefault() is { } refused)
        {
            return (FailureKind.Misconfigured, refused.Message);
        }

        if (causes.OfType<HttpRequestException>()
            .LastOrDefault(cause => cause.HttpRequestError == HttpRequestError.ProxyTunnelError) is { } tunnel)
        {
            return (FailureKind.Unreachable, $"the proxy lets no connection through: {tunnel.Message}");
        }

        if (causes.OfType<AuthenticationException>().LastOrDefault() is { } tls)
        {
            return (FailureKind.Tls, tls.Message);
        }

        if (causes.OfType<SocketException>().LastOrDefault() is { } socket)
        {
            return (FailureKind.Unreachable, socket.SocketErrorCode switch
            {
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                    $"the name {endpoint.Address.IdnHost} {NameUnknown}",
                SocketError.ConnectionRefused => ConnectionRefused,
                SocketError.ConnectionReset => "connection reset",
                var code => $"connection failed ({code})",
            });
        }

        return causes.OfType<HttpRequestException>().FirstOrDefault()?.HttpRequestError switch
        {
            // A server that goes away in the middle of the handshake says nothing about certificates.
            HttpRequestError.SecureConnectionError when causes.OfType<IOException>().Any() =>
                (FailureKind.Unreachable, "the connection was closed during the TLS handshake"),
            HttpRequestError.SecureConnectionError => (FailureKind.Tls, "no TLS connection could be made"),
            HttpRequestError.InvalidResponse => (FailureKind.Malformed, "the answer is not HTTP"),
            HttpRequestError.ResponseEnded => (FailureKind.Unreachable, "the connection was closed before the answer was whole"),
            _ => (FailureKind.Unreachable, "the connection broke"),
        };
    }

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private static bool Any(IReadOnlyList<string>? errors, string text) =>
        errors?.Any(e => e.Contains(text, StringComparison.OrdinalIgnoreCase)) ?? false;

    private static string PlainText(VaultAnswer answer) =>
        answer.Body.Length > 256 ? "" : System.Text.Encoding.ASCII.GetString(answer.Body.Span);

    private static string Describe(VaultAnswer answer) =>
        answer is { IsCut: false, Body.IsEmpty: true }
            ? "empty body"
            : $"{Size(answer)} bytes of {(answer.MediaType.Length == 0 ? "unnamed type" : answer.MediaType)}";

    private static string Size(VaultAnswer answer) => answer.IsCut ? $"more than {VaultOptions.MaxOtherBytes}" : $"{answer.Body.Length}";

    private static string Server(VaultEndpoint endpoint) =>
        endpoint.Address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
