using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>Whoever asks for restarts.</summary>
[Alias("coffer.IRestartSource")]
public interface IRestartSource : IGrainWithStringKey
{
    /// <summary>What became of a restart.</summary>
    [OneWay, AlwaysInterleave, Alias("RestartReported")]
    Task RestartReported(RestartReport report);
}
