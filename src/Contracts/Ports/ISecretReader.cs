namespace Coffer.Contracts.Ports;

/// <summary>Reads Secrets live.</summary>
public interface ISecretReader
{
    /// <summary>One GET with data. NotFound when there is none.</summary>
    Task<Outcome<SecretContent>> ReadAsync(ObjectKey secret, CancellationToken cancellation);

    /// <summary>One metadata-only GET. NotFound when there is none.</summary>
    Task<Outcome<SecretSighting>> LookAsync(ObjectKey secret, CancellationToken cancellation);
}
