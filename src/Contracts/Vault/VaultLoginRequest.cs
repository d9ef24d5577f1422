namespace Coffer.Contracts.Vault;

/// <summary>One login. The body's values are credentials: lives in locals only and prints without them.</summary>
/// <param name="Namespace">Vault namespace; empty for the root.</param>
/// <param name="Mount">Auth mount, for <c>auth/MOUNT/login</c>.</param>
/// <param name="Headers">Headers of the login request alone.</param>
/// <param name="Body">The JSON body's fields.</param>
public sealed record VaultLoginRequest(
    string Namespace, string Mount, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Body)
{
    /// <summary>What the body's values hold in another spelling: not to be shown either, should Vault repeat it.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The client certificate to show; null for none.</summary>
    public ClientCertificate? Certificate { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"auth/{Mount}/login";
}
