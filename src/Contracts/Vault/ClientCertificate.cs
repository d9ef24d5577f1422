namespace Coffer.Contracts.Vault;

/// <summary>A certificate to log in with: lives in the locals of one login, and prints as <c>***</c>.</summary>
/// <param name="CertificatePem">The certificate, and what of its chain is to be shown, as PEM.</param>
/// <param name="KeyPem">Its private key, as PEM.</param>
public sealed record ClientCertificate(string CertificatePem, string KeyPem)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}
