namespace Coffer.Domain.ClusterTrust;

/// <summary>The times of the certificates between silos. They only work together: see <see cref="TrustDecider"/>.</summary>
public static class TrustTimes
{
    /// <summary>Certificates are valid from this long before they are made: the clocks of silos differ.</summary>
    public static readonly TimeSpan BackDating = TimeSpan.FromHours(1);

    /// <summary>Life of a root.</summary>
    public static readonly TimeSpan RootLife = TimeSpan.FromDays(365);

    /// <summary>Time for which a new root is trusted before anybody signs with it: every silo has read it by then.</summary>
    public static readonly TimeSpan Announcement = TimeSpan.FromDays(1);

    /// <summary>Life of a silo's own certificate. It is renewed after two thirds of it.</summary>
    public static readonly TimeSpan LeafLife = TimeSpan.FromDays(1);

    /// <summary>
    /// Time for which the older root stays trusted after the newer one began to sign: its last leaf has expired by then, on every clock.
    /// </summary>
    public static readonly TimeSpan Farewell = LeafLife + TimeSpan.FromDays(1);

    /// <summary>
    /// Time between two looks of a silo at the authority. Short beside <see cref="Announcement"/>, so that an API server
    /// may be out of reach for hours.
    /// </summary>
    public static readonly TimeSpan Reading = TimeSpan.FromMinutes(10);
}
