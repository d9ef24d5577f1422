namespace Coffer.Chart.Tests.Support;

/// <summary>
/// A test with a real API server, the one that COFFER_TEST_KUBECONFIG names; skipped, and counted so, without it. Nothing else knows CEL,
/// so nothing else can tell whether a policy holds.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute() => Skip = Needs.Server;
}

/// <summary>As <see cref="ServerTheoryAttribute"/>, without data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute() => Skip = Needs.Server;
}
