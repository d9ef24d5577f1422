namespace Coffer.Grains.Actors;

/// <summary>Cancelled when the silo begins to stop: from then on no effect is started.</summary>
internal sealed record Lifetime(CancellationToken Stopping);
