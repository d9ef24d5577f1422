namespace Coffer.Cli.Status;

/// <summary>How an object is, and why.</summary>
/// <param name="State">How it is.</param>
/// <param name="Reason">CamelCase, from a condition where there is one.</param>
/// <param name="Message">What was answered and what to do; empty where all is well.</param>
/// <param name="Since">Since when; null where nobody noted it.</param>
internal sealed record Standing(LinkState State, string Reason, string Message, DateTimeOffset? Since);
