namespace Coffer.Vault.Wire;

/// <summary>
/// What came back over HTTP, whatever the status. The body may be secret. Whoever drops it disposes it, which gives its memory back.
/// </summary>
internal sealed record VaultAnswer(int Status, ReadOnlyMemory<byte> Body) : IDisposable
{
    private ByteLease? _lease;

    /// <summary>Room that a big body takes.</summary>
    public ByteLease? Lease
    {
        init => _lease = value;
    }

    /// <summary>True when the body of a refusal was too long to be one of Vault's, and was left out.</summary>
    public bool IsCut { get; init; }

    /// <summary>As sent by the server, for messages.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>Whether the server repeated X-Vault-Namespace.</summary>
    public bool NamespaceEchoed { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Hands the room on, to whoever keeps the body.</summary>
    public ByteLease? TakeLease() => Interlocked.Exchange(ref _lease, null);

    public void Dispose() => TakeLease()?.Dispose();

    public override string ToString() => $"HTTP {Status}";
}
