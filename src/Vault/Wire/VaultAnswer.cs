namespace Coffer.Vault.Wire;

/// <summary>What came back over HTTP, whatever the status. The body may be secret.</summary>
internal sealed record VaultAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>As sent by the server, for messages.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>Whether the server repeated X-Vault-Namespace.</summary>
    public bool NamespaceEchoed { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    public override string ToString() => $"HTTP {Status}";
}
