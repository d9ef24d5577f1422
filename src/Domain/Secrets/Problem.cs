using Coffer.Contracts;

namespace Coffer.Domain.Secrets;

/// <summary>Something that keeps a Secret from being in step.</summary>
/// <param name="Reason">CamelCase; also the reason of the condition and of the Event.</param>
/// <param name="Message">What is wrong and what to do; no values.</param>
public sealed record Problem(string Reason, string Message)
{
    /// <summary>For people; at most 1,024 characters, so that what is read back from a condition is the same.</summary>
    public string Message { get; init => field = ShortText.Message(value); } = ShortText.Message(Message);
}
