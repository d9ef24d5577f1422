namespace Coffer.Vault.Wire;

/// <summary>Room for one answer. Given back once, by whoever is done with the answer.</summary>
internal sealed class ByteLease(ByteBudget budget, string owner, int bytes) : IDisposable
{
    private int _bytes = bytes;

    /// <summary>The answer is shorter than it might have been.</summary>
    public void Keep(int used)
    {
        var held = Interlocked.Exchange(ref _bytes, used);
        if (held > used)
        {
            budget.Leave(owner, held - used);
        }
    }

    public void Dispose()
    {
        var held = Interlocked.Exchange(ref _bytes, 0);
        if (held > 0)
        {
            budget.Leave(owner, held);
        }
    }
}
