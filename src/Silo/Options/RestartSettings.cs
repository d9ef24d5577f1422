namespace Coffer.Silo.Options;

/// <summary>How restarts of one workload are gathered and spaced.</summary>
internal sealed record RestartSettings(TimeSpan Window, TimeSpan Interval);
