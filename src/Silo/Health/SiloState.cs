namespace Coffer.Silo.Health;

/// <summary>Whether the silo of this process takes part, set by the silo's own lifecycle, and how many do, set with each heartbeat.</summary>
internal sealed class SiloState : ILifecycleParticipant<ISiloLifecycle>
{
    private volatile bool _isActive;

    private volatile int _silos = 1;

    public bool IsActive => _isActive;

    /// <summary>Silos at work, this one among them.</summary>
    public int Silos
    {
        get => _silos;
        set => _silos = value;
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SiloState), ServiceLifecycleStage.Active, _ => Set(true), _ => Set(false));

    private Task Set(bool active)
    {
        _isActive = active;
        return Task.CompletedTask;
    }
}
