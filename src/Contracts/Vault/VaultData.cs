namespace Coffer.Contracts.Vault;

/// <summary>
/// What a read brought: the bytes of the answer's <c>data</c>. Secret: lives in the locals of one call, is no message, and prints as
/// <c>***</c>. Disposed when nothing made of it is in memory any more: a silo holds so many bytes of answers and no more.
/// </summary>
/// <param name="Json">UTF-8 of the JSON value under <c>data</c>, numbers in their own spelling; empty when the answer had no
/// <c>data</c> or it was null.</param>
/// <param name="Warnings">Vault's first warnings: fit for people, at most three, at most 512 characters in all.</param>
public sealed record VaultData(ReadOnlyMemory<byte> Json, IReadOnlyList<string> Warnings) : IDisposable
{
    /// <summary>How many objects and lists may lie in each other. Vault takes 500 by default.</summary>
    public const int MaxDepth = 512;

    /// <summary>True when the answer has a lease: it was made for this read, and somebody has to renew or revoke it.</summary>
    public bool HasLease { get; init; }

    /// <summary>True when the answer holds a login: a token and what it may do.</summary>
    public bool HasLogin { get; init; }

    /// <summary>True when the answer is wrapped: it holds a token that gives the real one away.</summary>
    public bool IsWrapped { get; init; }

    /// <summary>
    /// True when the answer says for how long it may be kept. Each answer of a kv-v1 mount does (2,764,800 s unless it is tuned); those of
    /// <c>auth/</c>, <c>sys/</c> and <c>identity/</c> say 0.
    /// </summary>
    public bool HasLeaseDuration { get; init; } = true;

    /// <summary>Room that a big answer takes; null for a small one.</summary>
    public IDisposable? Room { get; init; }

    /// <summary>Gives its room back. Safe to repeat.</summary>
    public void Dispose() => Room?.Dispose();

    /// <inheritdoc/>
    public override string ToString() => "***";
}
