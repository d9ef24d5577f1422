using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Domain.Auths.Methods;

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

    /// <summary>By which method.</summary>
    public required LoginMethod Method { get; init; }

    /// <summary>Vault namespace; empty for the root.</summary>
    public required string Namespace { get; init; }

    /// <summary>Auth mount.</summary>
    public required string Mount { get; init; }

    /// <summary>Role name, or what stands for it.</summary>
    public required string Role { get; init; }

    /// <summary>Headers of the login request alone.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Fields of the login's body beside those of the method.</summary>
    public IReadOnlyDictionary<string, string> Params { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the credential comes from.</summary>
    public required CredentialSource Source { get; init; }

    /// <summary>The login.</summary>
    /// <param name="credential">What <see cref="Source"/> gave.</param>
    public VaultLoginRequest Request(Credential credential) => new(Namespace, Mount, Headers, Body(credential))
    {
        Secrets = credential is Credential.Fields fields ? fields.Secrets : [],
        Certificate = credential is Credential.KeyPair pair ? new ClientCertificate(pair.CertificatePem, pair.KeyPem) : null,
    };

    /// <summary>The login's JSON body; what the method sends goes before <see cref="Params"/>.</summary>
    /// <param name="credential">What <see cref="Source"/> gave.</param>
    public IReadOnlyDictionary<string, string> Body(Credential credential)
    {
        var body = new Dictionary<string, string>(Params);
        foreach (var (field, value) in Method.Body(this, credential))
        {
            body[field] = value;
        }

        return body;
    }
}
