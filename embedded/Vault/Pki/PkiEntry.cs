namespace Coffer.Embedded.Vault.Pki;

/// <summary>An issued certificate.</summary>
internal sealed class PkiEntry(string pem, DateTimeOffset notAfter)
{
    public string Pem => pem;

    public DateTimeOffset NotAfter => notAfter;

    /// <summary>Null as long as it was not revoked.</summary>
    public DateTimeOffset? Revoked { get; set; }
}
