using Coffer.Domain.ClusterTrust;

namespace Coffer.Silo.Clustering;

/// <summary>The times of mutual TLS between silos.</summary>
internal sealed record TlsOptions
{
    /// <summary>Until both sides must have accepted each other.</summary>
    public TimeSpan HandshakeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest life of a connection: afterwards whoever is no longer trusted is out.</summary>
    public TimeSpan ConnectionLife { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Time between two looks at the authority.</summary>
    public TimeSpan Reading { get; init; } = TrustTimes.Reading;

    /// <summary>
    /// Least time between two looks, also when the authority of a stranger, which may be a new one of ours, asks for one.
    /// </summary>
    public TimeSpan ReadAtMostEvery { get; init; } = TimeSpan.FromSeconds(10);
}
