namespace Coffer.Contracts.Grains;

/// <summary>Answers from the silo that asks; for its health check. Key 0.</summary>
[Alias("coffer.IHealthProbeGrain")]
public interface IHealthProbeGrain : IGrainWithIntegerKey
{
    /// <summary>Makes one turn.</summary>
    [ResponseTimeout("00:00:10"), Alias("Probe")]
    Task Probe();
}
