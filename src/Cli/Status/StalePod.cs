namespace Coffer.Cli.Status;

/// <summary>A pod that started before the content of the Secret last changed, and took it in when it started.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The workload, <c>Kind/name</c>; null for a pod of its own.</param>
/// <param name="Started">When it started.</param>
/// <param name="By">How it uses the Secret: <c>environment</c> or <c>subPath mount</c>.</param>
internal sealed record StalePod(string Name, string? Owner, DateTimeOffset Started, string By);
