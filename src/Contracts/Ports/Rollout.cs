namespace Coffer.Contracts.Ports;

/// <summary>How far a workload has come with its newest pod template.</summary>
/// <param name="IsComplete">All of its pods are of that template and ready; true also for a workload that is not there.</param>
public sealed record Rollout(bool IsComplete);
