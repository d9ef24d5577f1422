namespace Coffer.Contracts.Ports;

/// <summary>Identity and version of a Secret.</summary>
public sealed record SecretVersion(string Uid, string ResourceVersion);
