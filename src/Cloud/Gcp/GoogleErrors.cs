using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coffer.Contracts;
using Coffer.Domain.Text;

namespace Coffer.Cloud.Gcp;

/// <summary>The one place that turns statuses, texts and exceptions of Google's services into failures.</summary>
internal static class GoogleErrors
{
    /// <summary>The time at which a token was made: another one with each try, and a message that changes is written again.</summary>
    private static readonly Regex Instant = new(@"\bissued at \d+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>A refusal, in Google's own words.</summary>
    public static Failure FromAnswer(GoogleCall call, GoogleAnswer answer)
    {
        var said = Said(answer);
        return Create(call, Kind(answer.Status, isGoogle: said is not null), $"{answer.Status} {said ?? Unreadable(answer)}") with
        {
            RetryAfter = answer.RetryAfter,
        };
    }

    /// <summary>A success whose body can't be used. What it says is never shown.</summary>
    public static Failure Malformed(GoogleCall call, GoogleAnswer answer, string problem) =>
        Create(call, FailureKind.Malformed, $"{answer.Status} {problem} ({Describe(answer)})");

    public static Failure Timeout(GoogleCall call, TimeSpan limit) =>
        Create(call, FailureKind.Timeout, $"no whole answer within {limit.TotalSeconds:0.###} s");

    public static Failure FromException(GoogleCall call, Exception exception)
    {
        var causes = Causes(exception).ToList();
        var (kind, text) = exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                (FailureKind.TooLarge, "the answer is larger than 64 KiB, the most that is read here"),
            HttpRequestException or IOException or SocketException or AuthenticationException => Transport(call, causes),
            OperationCanceledException { InnerException: TimeoutException } =>
                (FailureKind.Unreachable, "no connection could be made in time"),
            _ => (FailureKind.Unreachable, $"unexpected {exception.GetType().Name}"),
        };
        return Create(call, kind, text);
    }

    public static Failure Create(GoogleCall call, FailureKind kind, string text) =>
        new(kind, SafeText.Clean($"{call}: {text}", call.Bearer is { } token ? [.. call.Secrets, token] : call.Secrets));

    private static FailureKind Kind(int status, bool isGoogle) => status switch
    {
        // A page of a proxy is not Google's word on a token.
        400 or 401 or 403 or 404 when !isGoogle => FailureKind.Malformed,
        401 => FailureKind.Unauthorized,
        403 => FailureKind.Forbidden,
        404 => FailureKind.NotFound,
        408 => FailureKind.Timeout,
        429 => FailureKind.Throttled,
        >= 400 and < 500 => FailureKind.Invalid,
        500 => FailureKind.ServerError,
        > 500 => FailureKind.Unavailable,
        _ => FailureKind.Malformed,
    };

    private static (FailureKind Kind, string Text) Transport(GoogleCall call, List<Exception> causes) => causes switch
    {
        _ when causes.OfType<HttpRequestException>().Any(cause => cause.HttpRequestError == HttpRequestError.ProxyTunnelError) =>
            (FailureKind.Unreachable, "the proxy lets no connection through"),
        _ when causes.OfType<AuthenticationException>().LastOrDefault() is { } tls => (FailureKind.Tls, tls.Message),
        _ when causes.OfType<SocketException>().LastOrDefault() is { } socket => (FailureKind.Unreachable, socket.SocketErrorCode switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"the name {call.Url.IdnHost} can't be resolved",
            SocketError.ConnectionRefused => "connection refused",
            SocketError.ConnectionReset => "connection reset",
            var code => $"connection failed ({code})",
        }),
        [HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }, ..] =>
            (FailureKind.Tls, "no TLS connection could be made"),
        [HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }, ..] =>
            (FailureKind.Malformed, "the answer is not HTTP"),
        _ => (FailureKind.Unreachable, "the connection broke"),
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    /// <summary>
    /// The Security Token Service speaks as OAuth has it (<c>error</c>, <c>error_description</c>), all else as Google's APIs do (an object
    /// <c>error</c> with <c>status</c>, <c>message</c> and <c>details</c>). Null for what is neither.
    /// </summary>
    private static string? Said(GoogleAnswer answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("error", out var error) ? null : error.ValueKind switch
            {
                JsonValueKind.String =>
                    $"{error.GetString()}: {Instant.Replace(GoogleJson.Text(root, "error_description"), "issued at …")}",
                JsonValueKind.Object => $"{GoogleJson.Text(error, "status")}{Reason(error)}: {GoogleJson.Text(error, "message")}",
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What programs go by: <c>SERVICE_DISABLED</c>, <c>IAM_PERMISSION_DENIED</c>.</summary>
    private static string Reason(JsonElement error) =>
        error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array
        && details.EnumerateArray().Select(static detail => GoogleJson.Text(detail, "reason")).FirstOrDefault(static reason => reason != "")
            is { } reason
            ? $" ({reason})"
            : "";

    private static string Unreadable(GoogleAnswer answer) => answer.Status is >= 300 and < 400
        ? "redirect, which is not followed"
        : $"the answer is not Google's ({Describe(answer)})";

    private static string Describe(GoogleAnswer answer) => answer.Body.IsEmpty
        ? "empty body"
        : $"{answer.Body.Length} bytes of {(answer.MediaType.Length == 0 ? "unnamed type" : answer.MediaType)}";
}
