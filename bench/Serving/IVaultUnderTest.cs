namespace Coffer.Bench.Serving;

/// <summary>The Vault of a run, with a count of what it was asked.</summary>
internal interface IVaultUnderTest : IAsyncDisposable
{
    /// <summary>Where clients reach it.</summary>
    Uri Address { get; }

    /// <summary>A token that may do everything.</summary>
    string Token { get; }

    /// <summary>Requests since the start of the run, by kind.</summary>
    IReadOnlyList<VaultCount> Count();

    /// <summary>Adds this to each answer from now on.</summary>
    void SlowDown(TimeSpan latency);
}

/// <summary>Requests of one kind that Vault was asked.</summary>
/// <param name="Operation">read, list, update or delete, in Vault's own words.</param>
/// <param name="Path">Path without <c>/v1/</c>.</param>
/// <param name="Count">How many.</param>
internal sealed record VaultCount(string Operation, string Path, long Count);
