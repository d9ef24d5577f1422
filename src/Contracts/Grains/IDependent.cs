using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>A grain that depends on others, which tell it of changes. Never carries an effect: it is stored, and the timer armed.</summary>
[Alias("coffer.IDependent")]
public interface IDependent : IGrainWithStringKey
{
    /// <summary>What this grain depends on has changed or has come back: look again soon.</summary>
    /// <param name="spread">Time to spread the next looks of all dependents over, so that a recovery is no stampede.</param>
    [OneWay, AlwaysInterleave, Alias("DependencyChanged")]
    Task DependencyChanged(TimeSpan spread);
}
