namespace Coffer.Embedded.Kubernetes.Requests;

/// <summary>What a fault does to a request.</summary>
public abstract record FaultAction
{
    private FaultAction()
    {
    }

    /// <summary>Answers with a Status instead of carrying the request out.</summary>
    /// <param name="Code">The HTTP status.</param>
    /// <param name="Reason">The Status' reason; null for the usual one of the code.</param>
    /// <param name="Message">The Status' message; null for a plain one.</param>
    /// <param name="RetryAfterSeconds">Adds the Retry-After header.</param>
    public sealed record Answer(int Code, string? Reason = null, string? Message = null, int? RetryAfterSeconds = null) : FaultAction;

    /// <summary>Waits, then goes on as usual.</summary>
    public sealed record Delay(TimeSpan Time) : FaultAction;

    /// <summary>Drops the connection without an answer; nothing was carried out.</summary>
    public sealed record Drop : FaultAction;

    /// <summary>Carries the request out, then drops the connection: the answer is lost.</summary>
    public sealed record LoseAnswer : FaultAction;

    /// <summary>Never answers; ends when the client gives up, the server stops or the fault is removed.</summary>
    public sealed record Hang : FaultAction;

    /// <summary>Answers with bytes that are no Kubernetes answer at all, such as a proxy's error page.</summary>
    public sealed record Raw(int Code, string ContentType, string Body) : FaultAction;

    /// <summary>403 in the words of the authorizer: the request's user lacks the right.</summary>
    public sealed record Deny : FaultAction;
}
