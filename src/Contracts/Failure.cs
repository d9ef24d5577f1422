namespace Coffer.Contracts;

/// <summary>A failure as a value. The message is fit for people and for logs: it never holds secret values or tokens.</summary>
/// <param name="Kind">The closed classification.</param>
/// <param name="Message">What was tried, what the server answered and, where known, the remedy. What is beyond 1,024
/// characters is cut off.</param>
[GenerateSerializer, Immutable, Alias("coffer.Failure")]
public sealed record Failure([property: Id(0)] FailureKind Kind, string Message)
{
    /// <summary>For people; at most 1,024 characters.</summary>
    [Id(1)]
    public string Message { get; init => field = ShortText.Message(value); } = ShortText.Message(Message);

    /// <summary>How long to wait before the next try, where the server or a back-off said so.</summary>
    [Id(2)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the API server refuses it because the namespace is being deleted: no right is missing.</summary>
    [Id(3)]
    public bool NamespaceEnds { get; init; }

    /// <summary>What to do about it, where whoever failed knows more than the kind tells; null otherwise.</summary>
    [Id(4)]
    public string? Remedy { get; init; }

    /// <summary>True when the same call may succeed later without anybody changing anything.</summary>
    public bool IsTransient => Kind is FailureKind.Unreachable or FailureKind.Timeout or FailureKind.Unavailable or FailureKind.Sealed
        or FailureKind.Uninitialized or FailureKind.Throttled or FailureKind.ServerError or FailureKind.Malformed or FailureKind.Behind
        or FailureKind.CircuitOpen or FailureKind.Conflict;
}
