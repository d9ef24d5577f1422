namespace Coffer.Embedded.Vault.Policies;

/// <summary>One <c>path</c> block of a policy.</summary>
internal sealed record PolicyRule(string Path, Capability Capabilities);
