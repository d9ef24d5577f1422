namespace Coffer.Silo.Options;

/// <summary>What is logged, and how.</summary>
internal sealed record LogSettings(LogLevel Level, LogFormat Format);
