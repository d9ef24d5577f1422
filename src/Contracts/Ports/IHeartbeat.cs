namespace Coffer.Contracts.Ports;

/// <summary>The operator's sign of life, kept outside of all silos: tells a starting silo when somebody last worked.</summary>
public interface IHeartbeat
{
    /// <summary>When a silo of this operator was last alive before this process began to beat; null when none ever was. The same
    /// value for the life of the process. Returns only once the API server has answered: a missing answer is not taken for a
    /// missing heartbeat.</summary>
    Task<DateTimeOffset?> LastAliveAsync(CancellationToken cancellation);

    /// <summary>
    /// Why <see cref="LastAliveAsync"/> has not returned yet, and what to do about it; null when it has, or nobody has asked. Until
    /// then no secret is served.
    /// </summary>
    Failure? Obstacle => null;

    /// <summary>Says that the operator is alive now. Reads <see cref="LastAliveAsync"/> first when nobody has yet.</summary>
    Task<Outcome<Done>> BeatAsync(CancellationToken cancellation);
}
