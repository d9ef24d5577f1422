namespace Coffer.Domain.Journal;

/// <summary>A Kubernetes Event to record.</summary>
/// <param name="Warning">Warning rather than Normal.</param>
/// <param name="Reason">CamelCase.</param>
/// <param name="Message">For people; no values.</param>
public sealed record Announcement(bool Warning, string Reason, string Message);
