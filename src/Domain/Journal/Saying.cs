namespace Coffer.Domain.Journal;

/// <summary>What is to be said in one condition.</summary>
/// <param name="Type">Type.</param>
/// <param name="Holds">Whether it is true.</param>
/// <param name="Reason">CamelCase.</param>
/// <param name="Message">For people; no values.</param>
public sealed record Saying(string Type, bool Holds, string Reason, string Message);
