namespace Coffer.Silo.Health;

/// <summary>
/// Whether the silo of this process takes part, and how many do. Made before the container, for those that are registered with it.
/// </summary>
internal sealed class SiloState
{
    private volatile bool _isActive;

    private volatile ISiloStatusOracle? _silos;

    public bool IsActive => _isActive;

    /// <summary>Silos at work, this one among them; 1 as long as it has not joined.</summary>
    public int Silos => Math.Max(1, _silos?.GetApproximateSiloStatuses(onlyActive: true).Count ?? 1);

    public void Join(ISiloStatusOracle silos)
    {
        _silos = silos;
        _isActive = true;
    }

    public void Leave() => _isActive = false;
}
