namespace Coffer.Silo.Health;

/// <summary>Whether the silo of this process takes part; set by the silo's own lifecycle.</summary>
internal sealed class SiloState : ILifecycleParticipant<ISiloLifecycle>
{
    private volatile bool _isActive;

    public bool IsActive => _isActive;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SiloState), ServiceLifecycleStage.Active, _ => Set(true), _ => Set(false));

    private Task Set(bool active)
    {
        _isActive = active;
        return Task.CompletedTask;
    }
}
