namespace Coffer.Silo.Health;

/// <summary>One thing that must be so for the silo to be well.</summary>
internal sealed record HealthCheck(string Name, bool IsGood, string Detail);
