using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>Something that a grain below tells one above. Never carries an effect: it is stored, and the timer armed.</summary>
[Alias("coffer.IInformed")]
public interface IInformed : IGrainWithStringKey
{
    /// <summary>What this grain depends on has changed or has come back: look again soon.</summary>
    /// <param name="spread">Time to spread the next looks of all dependents over, so that a recovery is no stampede.</param>
    [OneWay, AlwaysInterleave, Alias("Nudge")]
    Task Nudge(TimeSpan spread);
}
