namespace Coffer.Contracts.Ports;

/// <summary>What is known of a root certificate; nothing of it is secret.</summary>
/// <param name="Id">SHA-256 of the certificate, hexadecimal.</param>
/// <param name="NotBefore">Start of its validity.</param>
/// <param name="NotAfter">End of its validity.</param>
public sealed record RootFacts(string Id, DateTimeOffset NotBefore, DateTimeOffset NotAfter);
