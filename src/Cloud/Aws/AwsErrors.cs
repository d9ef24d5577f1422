using System.Net.Sockets;
using System.Security.Authentication;
using Coffer.Contracts;
using Coffer.Domain.Text;

namespace Coffer.Cloud.Aws;

/// <summary>The one place that turns statuses, codes and exceptions of Amazon's services into failures.</summary>
internal static class AwsErrors
{
    /// <summary>A refusal that names a code of Amazon's.</summary>
    public static Failure Refused(AwsCall call, AwsAnswer answer, string code, string message) =>
        Create(call, Kind(answer.Status, code), $"{answer.Status} {code}: {message}");

    /// <summary>An answer that says nothing which can be used. What it says is never shown.</summary>
    public static Failure Unreadable(AwsCall call, AwsAnswer answer, string problem) =>
        Create(call, KindOfPage(answer.Status), $"{answer.Status} {problem} ({answer})");

    public static Failure FromException(AwsCall call, Exception exception)
    {
        var causes = Causes(exception).ToList();
        var (kind, text) = causes switch
        {
            _ when causes.OfType<RefusedAddressException>().FirstOrDefault() is { } refused => (FailureKind.Misconfigured, refused.Message),
            _ when Is(causes, HttpRequestError.ConfigurationLimitExceeded) =>
                (FailureKind.TooLarge, "the answer is larger than 64 KiB, the most that is read here"),
            _ when Is(causes, HttpRequestError.ProxyTunnelError) => (FailureKind.Unreachable, "the proxy lets no connection through"),
            _ when causes.OfType<AuthenticationException>().LastOrDefault() is { } tls => (FailureKind.Tls, tls.Message),
            _ when causes.OfType<SocketException>().LastOrDefault() is { } socket => (FailureKind.Unreachable, Said(call, socket)),
            _ when Is(causes, HttpRequestError.SecureConnectionError) => (FailureKind.Tls, "no TLS connection could be made"),
            _ when Is(causes, HttpRequestError.InvalidResponse) => (FailureKind.Malformed, "the answer is not HTTP"),
            _ when exception is OperationCanceledException => (FailureKind.Unreachable, "no connection could be made in time"),
            _ when exception is HttpRequestException or IOException => (FailureKind.Unreachable, "the connection broke"),
            _ => (FailureKind.Unreachable, $"unexpected {exception.GetType().Name}"),
        };
        return Create(call, kind, text);
    }

    public static Failure Create(AwsCall call, FailureKind kind, string text) =>
        new(kind, SafeText.Clean($"{call}: {text}", call.Secrets));

    private static FailureKind Kind(int status, string code) => code switch
    {
        "AccessDenied" or "AccessDeniedException" => FailureKind.Forbidden,
        "Throttling" or "ThrottlingException" or "RequestLimitExceeded" or "TooManyRequestsException" => FailureKind.Throttled,
        "IDPCommunicationError" => FailureKind.Unavailable,
        _ => status switch
        {
            429 => FailureKind.Throttled,
            >= 500 => FailureKind.Unavailable,
            _ => FailureKind.Invalid,
        },
    };

    private static FailureKind KindOfPage(int status) => status switch
    {
        429 => FailureKind.Throttled,
        >= 500 => FailureKind.Unavailable,
        _ => FailureKind.Malformed,
    };

    private static string Said(AwsCall call, SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"the name {call.Url.IdnHost} can't be resolved",
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "connection reset",
        var code => $"connection failed ({code})",
    };

    private static bool Is(List<Exception> causes, HttpRequestError error) =>
        causes.OfType<HttpRequestException>().Any(cause => cause.HttpRequestError == error);

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
