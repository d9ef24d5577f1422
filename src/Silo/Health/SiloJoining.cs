namespace Coffer.Silo.Health;

/// <summary>Keeps the <see cref="SiloState"/> by the silo's own lifecycle.</summary>
internal sealed class SiloJoining(SiloState state, ISiloStatusOracle silos) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SiloJoining), ServiceLifecycleStage.Active, _ => Join(), _ => Leave());

    private Task Join()
    {
        state.Join(silos);
        return Task.CompletedTask;
    }

    private Task Leave()
    {
        state.Leave();
        return Task.CompletedTask;
    }
}
