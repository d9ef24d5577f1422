using System.Net.Sockets;
using System.Text;
using Coffer.Contracts;
using Coffer.Kube.Api;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Api;

/// <summary>Bodies are those recorded from kube-apiserver 1.36.2.</summary>
public sealed class FailuresTests
{
    private static readonly ApiRequest Request = new("get", new ApiTarget(ApiType.Secrets, "app", "x"));

    [Theory]
    [InlineData(400, "BadRequest", "error decoding patch: invalid character", FailureKind.Invalid, false)]
    [InlineData(401, "Unauthorized", "Unauthorized", FailureKind.Unauthorized, false)]
    [InlineData(403, "Forbidden", "secrets \"x\" is forbidden: User \"u\" cannot get", FailureKind.Forbidden, false)]
    [InlineData(404, "NotFound", "secrets \"x\" not found", FailureKind.NotFound, false)]
    [InlineData(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", FailureKind.Invalid, false)]
    [InlineData(409, "Conflict", "Operation cannot be fulfilled on secrets \"x\": the object has been modified", FailureKind.Conflict,
        true)]
    [InlineData(409, "AlreadyExists", "secrets \"x\" already exists", FailureKind.Conflict, true)]
    [InlineData(413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728", FailureKind.Invalid, false)]
    [InlineData(422, "Invalid", "data: Too long: may not be more than 1048576 bytes", FailureKind.Invalid, false)]
    [InlineData(429, "TooManyRequests", "The server is currently unable to handle the request", FailureKind.Throttled, true)]
    [InlineData(500, "InternalError", "Internal error occurred: etcd", FailureKind.ServerError, true)]
    [InlineData(503, "ServiceUnavailable", "the server is currently unable to handle the request", FailureKind.Unavailable, true)]
    public void Each_status_has_its_kind_and_keeps_the_words_of_Kubernetes(
        int code, string reason, string message, FailureKind kind, bool transient)
    {
        var problem = Failures.FromAnswer(Request, code, Encoding.UTF8.GetBytes(Bodies.Status(code, reason, message)), null);

        Assert.Equal(kind, problem.Failure.Kind);
        Assert.Equal(transient, problem.Failure.IsTransient);
        Assert.StartsWith($"get secrets app/x: {message} ({code} {reason})", problem.Failure.Message, StringComparison.Ordinal);
        Assert.True(problem.HasStatus);
    }

    [Fact]
    public void A_version_that_the_server_has_not_reached_is_behind_and_names_the_wait()
    {
        const string Details =
            """{"causes":[{"reason":"ResourceVersionTooLarge","message":"Too large resource version"}],"retryAfterSeconds":1}""";
        var problem = Failures.FromAnswer(
            Request, 504,
            Encoding.UTF8.GetBytes(Bodies.Status(504, "Timeout", "Timeout: Too large resource version: 99999999, current: 1803", Details)),
            null);

        Assert.Equal(FailureKind.Behind, problem.Failure.Kind);
        Assert.Equal(TimeSpan.FromSeconds(1), problem.Failure.RetryAfter);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("2147483647", 600)] // longer than a timer can be set for
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 600)]
    public void Retry_after_is_at_most_ten_minutes(string header, int seconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.Add("Retry-After", header);

        Assert.Equal(TimeSpan.FromSeconds(seconds), Failures.RetryAfter(response.Headers, TimeProvider.System));
    }

    [Fact]
    public void A_plain_404_means_that_the_type_is_not_served()
    {
        var problem = Failures.FromAnswer(Request, 404, "404 page not found\n"u8, null);

        Assert.True(problem.IsUnknownType);
        Assert.Equal(FailureKind.NotFound, problem.Failure.Kind);
    }

    [Fact]
    public void A_CRD_that_is_missing_is_named_with_the_command_that_installs_it()
    {
        var request = new ApiRequest("list", new ApiTarget(ApiType.Of(Coffer.Contracts.Resources.ResourceKinds.VaultAuth), null));

        var problem = Failures.FromAnswer(request, 404, "404 page not found\n"u8, null);

        Assert.Equal(
            "list vaultauths: answered 404 without a Kubernetes Status; CustomResourceDefinition vaultauths.secrets.hashicorp.com is "
            + "missing or does not serve v1beta1: "
            + "install it with kubectl apply --server-side --force-conflicts -f helm/coffer/crds",
            problem.Failure.Message);
    }

    [Fact]
    public void Too_many_requests_without_a_Status_are_a_pause_of_the_time_that_the_header_names()
    {
        using var response = new HttpResponseMessage();
        response.Headers.Add("Retry-After", "1");

        var problem = Failures.FromAnswer(
            Request, 429, "Too many requests, please try again later.\n"u8, Failures.RetryAfter(response.Headers, TimeProvider.System));

        Assert.Equal((FailureKind.Throttled, TimeSpan.FromSeconds(1)), (problem.Failure.Kind, problem.Failure.RetryAfter));
    }

    [Fact]
    public void A_proxys_page_is_not_quoted()
    {
        var problem = Failures.FromAnswer(Request, 503, "<html>canary</html>"u8, null);

        Assert.Equal(FailureKind.Unavailable, problem.Failure.Kind);
        Assert.DoesNotContain("canary", problem.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_json_patch_test_is_told_from_other_422()
    {
        Assert.True(Failures.FromAnswer(Request, 422,
            Encoding.UTF8.GetBytes(Bodies.Status(422, "Invalid", "the server rejected our request due to an error in our request")),
            null).IsFailedTest);
        Assert.False(
            Failures.FromAnswer(Request, 422, Encoding.UTF8.GetBytes(Bodies.Status(422, "Invalid", "data: Too long")), null).IsFailedTest);
    }

    [Fact]
    public void Messages_end_at_1024_characters()
    {
        var problem = Failures.FromAnswer(Request, 422, Encoding.UTF8.GetBytes(Bodies.Status(422, "Invalid", new string('x', 5000))), null);

        Assert.Equal(1024, problem.Failure.Message.Length);
    }

    [Fact]
    public void Transport_errors_are_told_apart()
    {
        Assert.Equal(FailureKind.Unreachable, Failures.FromTransport(
            Request, new HttpRequestException(HttpRequestError.ConnectionError, "m", new SocketException(111))).Failure.Kind);
        Assert.Equal(FailureKind.Tls,
            Failures.FromTransport(Request, new HttpRequestException(HttpRequestError.SecureConnectionError, "m")).Failure.Kind);
        Assert.Equal(FailureKind.Timeout, Failures.FromTransport(Request, new OperationCanceledException()).Failure.Kind);
        Assert.Equal(FailureKind.Unreachable, Failures.FromTransport(Request, new IOException("reset")).Failure.Kind);
        Assert.Equal(FailureKind.TooLarge,
            Failures.FromTransport(Request, new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, "m")).Failure.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("%2e%2e")]
    public void Names_that_would_change_the_path_are_unsound(string name)
    {
        Assert.False(new ApiTarget(ApiType.Secrets, "app", name).IsSound);
        Assert.False(new ApiTarget(ApiType.Secrets, name, "x").IsSound);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_long_message_is_cut_between_characters(int pad) =>
        Assert.EndsWith("😀…", Failures.Cut(new string('x', pad) + string.Concat(Enumerable.Repeat("😀", 1000))), StringComparison.Ordinal);
}
