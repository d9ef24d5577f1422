using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Auths.Globals;

/// <summary>A VaultAuthGlobal as a VaultAuth uses it.</summary>
/// <param name="Key">Its namespace and name.</param>
/// <param name="Spec">What it offers.</param>
public sealed record GlobalDefaults(ObjectKey Key, VaultAuthGlobalSpec Spec);
