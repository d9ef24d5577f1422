using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Kube.Api;

/// <summary>The one place where codes, Status bodies and exceptions of the transport become failures.</summary>
internal static class Failures
{
    /// <summary>Waited after a 429 that names no time; the API server's priority and fairness names 1 s.</summary>
    public static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(1);

    /// <summary>No server that is to be asked again means more.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private const string RejectedPatch = "the server rejected our request due to an error in our request";

    /// <summary>Classifies an answer other than 2xx.</summary>
    public static ApiProblem FromAnswer(ApiRequest request, int code, ReadOnlySpan<byte> body, TimeSpan? retryAfter)
    {
        var status = Status.TryRead(body);
        var kind = KindOf(code, status);
        var words = status is null ? $"answered {code} without a Kubernetes Status" : $"{status.Message} ({code} {status.Reason})";
        var wait = retryAfter ?? status?.RetryAfter ?? (kind == FailureKind.Throttled ? DefaultPause : null);
        var failure = new Failure(kind, Cut($"{request}: {words}{Remedy(request, code, status)}"))
        {
            RetryAfter = wait,
            NamespaceEnds = status is { IsNamespaceTerminating: true },
        };
        return new ApiProblem(failure, code, status is not null)
        {
            Continue = status?.Continue,
            Causes = status?.Causes ?? [],
            IsFailedTest = code == 422 && status is { Message: RejectedPatch },
        };
    }

    /// <summary>Classifies a request that brought no (whole) answer.</summary>
    public static ApiProblem FromTransport(ApiRequest request, Exception error)
    {
        var (kind, words) = error switch
        {
            OperationCanceledException => (FailureKind.Timeout, "no answer in time"),
            // A server that goes away in the middle of the handshake says nothing about certificates.
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: IOException } =>
                (FailureKind.Unreachable, Inner(error)),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => (FailureKind.Tls, Inner(error)),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                (FailureKind.TooLarge, "the answer is larger than the limit"),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } =>
                (FailureKind.Malformed, "the answer is not HTTP"),
            HttpRequestException { InnerException: AuthenticationException } => (FailureKind.Tls, Inner(error)),
            HttpRequestException or IOException => (FailureKind.Unreachable, Inner(error)),
            _ => (FailureKind.Misconfigured, $"the request could not be made ({error.GetType().Name}): check the kubeconfig's credentials"),
        };
        return new ApiProblem(new Failure(kind, Cut($"{request}: {words}")));
    }

    /// <summary>An answer whose content can't be read; says where, never what.</summary>
    public static Failure Unreadable(ApiRequest request, Exception error)
    {
        var place = error is JsonException { BytePositionInLine: { } position }
            ? $" near byte {position.ToString(CultureInfo.InvariantCulture)}"
            : "";
        return new Failure(FailureKind.Malformed, Cut($"{request}: the answer can't be read{place} ({error.GetType().Name})"));
    }

    public static ApiProblem Unsound(ApiRequest request) =>
        new(new Failure(FailureKind.Invalid, Cut($"{request}: a name or namespace is empty or can't stand in a URL path")));

    /// <summary>The wait that the server asks for, at most ten minutes: a header may hold centuries.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, TimeProvider time)
    {
        var wait = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - time.GetUtcNow();
        return wait > LongestPause ? LongestPause : wait >= TimeSpan.Zero ? wait : null;
    }

    /// <summary>Whether a policy or webhook refused, and no right is missing: both name themselves in what they answer.</summary>
    public static bool IsOfAdmission(string message) =>
        message.Contains("ValidatingAdmissionPolicy '", StringComparison.Ordinal)
        || message.Contains("admission webhook \"", StringComparison.Ordinal);

    public static string Cut(string text) => ShortText.Cut(text, ShortText.MaxMessage, "…");

    private static FailureKind KindOf(int code, Status? status) => code switch
    {
        401 => FailureKind.Unauthorized,
        403 => FailureKind.Forbidden,
        404 => FailureKind.NotFound,
        409 or 410 => FailureKind.Conflict,
        429 => FailureKind.Throttled,
        504 when status is { IsVersionTooLarge: true } => FailureKind.Behind,
        502 or 503 or 504 => FailureKind.Unavailable,
        >= 500 => FailureKind.ServerError,
        >= 400 => FailureKind.Invalid,
        _ => FailureKind.Malformed,
    };

    private static string Remedy(ApiRequest request, int code, Status? status) => code switch
    {
        401 => "; the operator's own credentials for the API server are not accepted",
        404 when status is null => Unserved(request.Target.Type),
        413 when !IsOfAdmission(status?.Message ?? "") => "; the object is too large for the API server",
        403 when status is { Message: var said } && said.Contains("an ownerRef on a resource you can't delete", StringComparison.Ordinal) =>
            "; this API server asks for a right that others don't (OwnerReferencesPermissionEnforcement): the operator's Role must allow "
            + $"delete on {Qualified(request.Target.Type)}",
        403 when status is { Message: var said } && said.Contains("a resource you can't set finalizers on", StringComparison.Ordinal) =>
            "; this API server asks for a right that others don't (OwnerReferencesPermissionEnforcement): the operator's Role must allow "
            + "update on the finalizers of the "
            + $"owner that has blockOwnerDeletion, e.g. vaultstaticsecrets/finalizers.{ResourceKinds.Group}",
        _ => "",
    };

    private static string Qualified(ApiType type) => type.Group.Length == 0 ? type.Plural : $"{type.Plural}.{type.Group}";

    private static string Unserved(ApiType type) => type.Group switch
    {
        ResourceKinds.Group => $"; CustomResourceDefinition {type.Plural}.{type.Group} is missing or does not serve {type.Version}: "
            + "install it with kubectl apply --server-side --force-conflicts -f helm/coffer/crds",
        "" => "; is this the address of an API server?",
        _ => $"; is {type.Plural}.{type.Group}/{type.Version} installed?",
    };

    private static string Inner(Exception error) => (error.InnerException ?? error).Message;
}
