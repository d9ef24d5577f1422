using Coffer.Contracts;

namespace Coffer.Domain.Journal;

/// <summary>A Kubernetes Event to record.</summary>
/// <param name="Warning">Warning rather than Normal.</param>
/// <param name="Reason">CamelCase.</param>
/// <param name="Message">For people; no values.</param>
public sealed record Announcement(bool Warning, string Reason, string Message)
{
    /// <summary>For people; at most 1,024 characters.</summary>
    public string Message { get; init; } = ShortText.Message(Message);
}
