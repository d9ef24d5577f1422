using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Auths.Globals;

/// <summary>A VaultAuth's spec with what it leaves out taken from a VaultAuthGlobal.</summary>
/// <param name="Spec">The spec to log in by.</param>
/// <param name="Global">The VaultAuthGlobal.</param>
/// <param name="Told">Where method, mount, role and Vault namespace come from; no credential.</param>
/// <param name="IsPlaceOfGlobal">True when the VaultAuthGlobal says in which Vault namespace secrets are.</param>
public sealed record MergedAuth(VaultAuthSpec Spec, ObjectKey Global, string Told, bool IsPlaceOfGlobal);
