using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;

namespace Coffer.Contracts.Grains;

/// <summary>
/// A VaultAuth made ready for one consumer namespace: validated, defaults applied, connection resolved. Names credentials, holds none.
/// </summary>
[GenerateSerializer, Immutable, Alias("coffer.LoginRecipe")]
public sealed record LoginRecipe
{
    /// <summary>The validated spec.</summary>
    [Id(0)]
    public required VaultAuthSpec Spec { get; init; }

    /// <summary>Where.</summary>
    [Id(1)]
    public required VaultEndpoint Endpoint { get; init; }

    /// <summary>The inputs, as in <see cref="VaultSession.Inputs"/>.</summary>
    [Id(2)]
    public required string Inputs { get; init; }

    /// <summary>UID of the VaultAuth, for Events.</summary>
    [Id(3)]
    public string Uid { get; init; } = "";
}
