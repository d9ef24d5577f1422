using System.Net;
using System.Text.Json;
using Coffer.Contracts;

namespace Coffer.Cli.Api;

/// <summary>What the API server refused, or why it could not be asked, in words.</summary>
internal static class Failures
{
    /// <summary>The API server said no.</summary>
    public static Failure Refused(string what, HttpStatusCode status, string body) => status switch
    {
        HttpStatusCode.NotFound when Message(body) is { } message && !message.Contains(" not found", StringComparison.Ordinal) =>
            new Failure(FailureKind.NotFound, $"{what}: the API server does not know this kind; are Coffer's CRDs installed?"),
        HttpStatusCode.NotFound => new Failure(FailureKind.NotFound, $"{what} does not exist"),
        HttpStatusCode.Unauthorized => new Failure(
            FailureKind.Unauthorized, $"{what}: the API server does not know you (401); log in again, or choose another --context"),
        HttpStatusCode.Forbidden => new Failure(FailureKind.Forbidden, $"{what}: you may not: {Message(body) ?? "403"}"),
        HttpStatusCode.TooManyRequests => new Failure(FailureKind.Throttled, $"{what}: the API server is busy (429); try again"),
        >= HttpStatusCode.InternalServerError => new Failure(
            FailureKind.ServerError, $"{what}: the API server answers {(int)status}: {Message(body) ?? "without a word"}"),
        _ => new Failure(FailureKind.Invalid, $"{what}: the API server answers {(int)status}: {Message(body) ?? "without a word"}"),
    };

    /// <summary>The answer is none of the Kubernetes API.</summary>
    public static Failure Unreadable(string what, string why) =>
        new(FailureKind.Malformed, $"{what}: the answer is none of a Kubernetes API ({why}); is the kubeconfig's server the right one?");

    /// <summary>There was no answer.</summary>
    public static Failure Unreachable(Uri server, Exception error) => error is OperationCanceledException
        ? new Failure(FailureKind.Timeout, $"the API server {server} did not answer in time")
        : new Failure(FailureKind.Unreachable, $"the API server {server} can't be reached: {Innermost(error).Message}");

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;

    private static string? Message(string body)
    {
        try
        {
            using var status = JsonDocument.Parse(body);
            return status.RootElement.ValueKind == JsonValueKind.Object && status.RootElement.TryGetProperty("message", out var message)
                ? message.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
