namespace Coffer.Embedded.Vault.Policies;

/// <summary>A policy text that does not parse; the message goes to the client.</summary>
internal sealed class PolicyException(string message) : Exception(message);
