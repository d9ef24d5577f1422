namespace Coffer.Contracts.Ports;

/// <summary>A workload that can be rolled. As text, and as a grain's key, <c>namespace/kind/name</c>.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Kind"><c>Deployment</c>, <c>DaemonSet</c>, <c>StatefulSet</c> or <c>argo.Rollout</c>.</param>
/// <param name="Name">Its name.</param>
[GenerateSerializer, Immutable, Alias("coffer.WorkloadRef")]
public sealed record WorkloadRef([property: Id(0)] string Namespace, [property: Id(1)] string Kind, [property: Id(2)] string Name)
{
    /// <summary>Reads <c>namespace/kind/name</c>.</summary>
    /// <exception cref="FormatException">There are not exactly three parts.</exception>
    public static WorkloadRef Parse(string text) => text.Split('/') is [var ns, var kind, var name]
        ? new WorkloadRef(ns, kind, name)
        : throw new FormatException($"'{text}' is not of the form namespace/kind/name");

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Kind}/{Name}";
}
