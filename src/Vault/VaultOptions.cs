using System.Net;
using Coffer.Domain.Reach;

namespace Coffer.Vault;

/// <summary>How the Vault adapter behaves: what operators may choose has no default here, and that of the rest suits production.</summary>
public sealed record VaultOptions
{
    /// <summary>Largest answer of a login, a lookup, a probe or a refusal, in bytes.</summary>
    public const int MaxOtherBytes = 64 * 1024;

    /// <summary>
    /// Calls in flight to one VaultConnection from this process, 1 or more; others wait their turn. Each call in flight holds one TCP
    /// connection of Vault. At 5 ms a read, 32 calls are 6,400 reads a second, and a hung Vault holds no more than 32 sockets.
    /// </summary>
    public required int Concurrency { get; init; }

    /// <summary>Time for one try, queueing not included. The VaultConnection's own timeout applies as well: the shorter one wins.</summary>
    public required TimeSpan TryTimeout { get; init; }

    /// <summary>How long a call may wait for one of the slots of <see cref="Concurrency"/>.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Largest answer of a read of a secret, in bytes, from <see cref="MaxOtherBytes"/> to a quarter of <see cref="AnswerBytesInFlight"/>.
    /// A Secret holds 1 MiB, and JSON spells some of it longer.
    /// </summary>
    public required int MaxReadBytes { get; init; }

    /// <summary>
    /// Bytes of answers above 64 KiB each that this process holds at once, from their arrival until their Secrets are written; one
    /// namespace's VaultConnections get a quarter of it. Others wait.
    /// </summary>
    public required long AnswerBytesInFlight { get; init; }

    /// <summary>Redirects followed for one call. A standby needs one.</summary>
    public int MaxRedirects { get; init; } = 3;

    /// <summary>Where VaultConnections may lead.</summary>
    public required ReachRules Reach { get; init; }

    /// <summary>The proxy for requests to Vault, asked for each URL; null for none.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>
    /// A circuit opens when at least this many calls, 2 or more, ended within <see cref="BreakWindow"/> and half of them
    /// found no working server.
    /// </summary>
    public int BreakAfter { get; init; } = 5;

    /// <summary>Window of <see cref="BreakAfter"/>; longer than <see cref="TryTimeout"/>, or time-outs would never add up.</summary>
    public TimeSpan BreakWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First pause of an open circuit; doubles with each failed trial.</summary>
    public TimeSpan BreakMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause of an open circuit. A trial costs one call, so it can be short.</summary>
    public TimeSpan BreakMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>All that is wrong with these values; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        (bool Wrong, string Text)[] rules =
        [
            (Concurrency < 1, "Concurrency must be 1 or more"),
            (TryTimeout <= TimeSpan.Zero, "TryTimeout must be positive"),
            (QueueTimeout <= TimeSpan.Zero, "QueueTimeout must be positive"),
            (MaxReadBytes < MaxOtherBytes, $"MaxReadBytes must be {MaxOtherBytes} or more"),
            (AnswerBytesInFlight / 4 < MaxReadBytes, "AnswerBytesInFlight must be four times MaxReadBytes or more"),
            (MaxRedirects < 0, "MaxRedirects must not be negative"),
            (BreakAfter < 2, "BreakAfter must be 2 or more"),
            (BreakWindow <= TryTimeout, "BreakWindow must be longer than TryTimeout"),
            (BreakMin <= TimeSpan.Zero, "BreakMin must be positive"),
            (BreakMax < BreakMin, "BreakMax must not be shorter than BreakMin"),
        ];
        return [.. rules.Where(rule => rule.Wrong).Select(rule => rule.Text)];
    }
}
