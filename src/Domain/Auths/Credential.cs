namespace Coffer.Domain.Auths;

/// <summary>What a login proves itself with: lives in the locals of one login, and prints as <c>***</c>.</summary>
public abstract record Credential
{
    private Credential()
    {
    }

    /// <inheritdoc/>
    public sealed override string ToString() => "***";

    /// <summary>One value: a JWT, a secret id, a token.</summary>
    public sealed record Text(string Value) : Credential;

    /// <summary>Several fields of the login's body.</summary>
    public sealed record Fields(IReadOnlyDictionary<string, string> Values) : Credential
    {
        /// <summary>What the values hold in another spelling, and must not be shown should a server repeat it.</summary>
        public IReadOnlyList<string> Secrets { get; init; } = [];
    }

    /// <summary>A client certificate.</summary>
    /// <param name="CertificatePem">The certificate and what of its chain is to be shown, as PEM.</param>
    /// <param name="KeyPem">Its private key, as PEM.</param>
    public sealed record KeyPair(string CertificatePem, string KeyPem) : Credential;
}
