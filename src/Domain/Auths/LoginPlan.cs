using Coffer.Contracts;

namespace Coffer.Domain.Auths;

/// <summary>How one consumer logs in: what to send where, with the credential named, not held.</summary>
public sealed record LoginPlan
{
    /// <summary>The VaultAuth and its consumer.</summary>
    public required AuthKey Key { get; init; }

    /// <summary>The VaultConnection, for messages.</summary>
    public required ObjectKey Connection { get; init; }

    /// <summary>Vault's address, for messages.</summary>
    public required Uri Address { get; init; }

    /// <summary><c>kubernetes</c>, <c>jwt</c> or <c>appRole</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Vault namespace; empty for the root.</summary>
    public required string Namespace { get; init; }

    /// <summary>Auth mount.</summary>
    public required string Mount { get; init; }

    /// <summary>Role name, or AppRole's role id.</summary>
    public required string Role { get; init; }

    /// <summary>Headers of the login request alone.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Fields of the login's body beside those of the method.</summary>
    public IReadOnlyDictionary<string, string> Params { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the credential comes from.</summary>
    public required CredentialSource Source { get; init; }

    /// <summary>The login's JSON body.</summary>
    /// <param name="credential">What <see cref="Source"/> gave.</param>
    public IReadOnlyDictionary<string, string> Body(string credential)
    {
        var (role, secret) = Method == LoginMethods.AppRole ? ("role_id", "secret_id") : ("role", "jwt");
        return new Dictionary<string, string>(Params) { [role] = Role, [secret] = credential };
    }
}

/// <summary>The login methods of the API, as spelled in <c>spec.method</c>.</summary>
public static class LoginMethods
{
    /// <summary>A ServiceAccount's token, reviewed by Vault.</summary>
    public const string Kubernetes = "kubernetes";

    /// <summary>Any JWT.</summary>
    public const string Jwt = "jwt";

    /// <summary>Role id and secret id.</summary>
    public const string AppRole = "appRole";

    /// <summary>AWS; not there yet.</summary>
    public const string Aws = "aws";

    /// <summary>Google Cloud; not there yet.</summary>
    public const string Gcp = "gcp";
}

/// <summary>Where a credential comes from; read anew for each login.</summary>
public abstract record CredentialSource
{
    private CredentialSource()
    {
    }

    /// <summary>A TokenRequest for a ServiceAccount of the consumer's namespace.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="Audiences">Audiences; empty for the API server's own.</param>
    /// <param name="ExpirationSeconds">Wanted life in seconds.</param>
    public sealed record ServiceAccount(ObjectKey Account, IReadOnlyList<string> Audiences, long ExpirationSeconds) : CredentialSource;

    /// <summary>One key of a Secret of the consumer's namespace, verbatim.</summary>
    /// <param name="Secret">The Secret.</param>
    /// <param name="Key">The key.</param>
    public sealed record SecretKey(ObjectKey Secret, string Key) : CredentialSource;

    /// <summary>A file of the operator, with white space around it trimmed.</summary>
    /// <param name="Path">Absolute path.</param>
    /// <param name="Namespace">Namespace of the VaultAuth that names it.</param>
    public sealed record File(string Path, string Namespace) : CredentialSource;
}
