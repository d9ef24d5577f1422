namespace Coffer.Silo.Health;

/// <summary>
/// Whether a restart of this process would help: it would when grains make no turns any more, and not when Kubernetes or Vault are away.
/// </summary>
internal sealed class Liveness(TurnProbe probe)
{
    /// <summary>The probe asks every 10 s and waits for 10 s at most: three misses in a row are no accident.</summary>
    public static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(60);

    public HealthCheck Check()
    {
        var age = probe.SinceLastTurn;
        return new("turns", age < MaxSilence, $"the last turn of a grain was made {age.TotalSeconds:F0} s ago");
    }
}
