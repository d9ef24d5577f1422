using Coffer.Domain.Secrets;

namespace Coffer.Grains.Observability;

/// <summary>The secrets of one namespace on this silo, added up.</summary>
internal sealed class NamespaceTally(string name)
{
    private readonly Dictionary<string, int> _failing = new(StringComparer.Ordinal);

    public string Name => name;

    public int Synced { get; private set; }

    public int Pending { get; private set; }

    public int Failing { get; private set; }

    /// <summary>Overdue although nothing is wrong with them: nobody got round to it.</summary>
    public int Late { get; private set; }

    /// <summary>Overdue because they fail.</summary>
    public int Stuck { get; private set; }

    /// <summary>The longest time since a success.</summary>
    public TimeSpan OldestAge { get; private set; }

    /// <summary>Certificates that should have been renewed, and end soon or have ended.</summary>
    public int Expiring { get; private set; }

    /// <summary>The least time until a certificate ends; null without any.</summary>
    public TimeSpan? SoonestEnd { get; private set; }

    public IReadOnlyDictionary<string, int> FailingByReason => _failing;

    public void Add(SyncStatus status, DateTimeOffset now)
    {
        var overdue = status.Overdue(now) > TimeSpan.Zero;
        if (status.Problem is { } reason)
        {
            Failing++;
            Stuck += overdue ? 1 : 0;
            _failing[reason] = _failing.GetValueOrDefault(reason) + 1;
        }
        else
        {
            (Synced, Pending) = status.LastSuccess is null ? (Synced, Pending + 1) : (Synced + 1, Pending);
            Late += overdue ? 1 : 0;
        }

        Expiring += status.IsExpiring(now) ? 1 : 0;
        SoonestEnd = status.Left(now) is { } left && !(SoonestEnd <= left) ? left : SoonestEnd;
        if (status.Age(now) is { } age && age > OldestAge)
        {
            OldestAge = age;
        }
    }
}
