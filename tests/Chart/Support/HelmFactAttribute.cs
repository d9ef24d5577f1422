namespace Coffer.Chart.Tests.Support;

/// <summary>A test with the real Helm 4; skipped, and counted so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class HelmFactAttribute : FactAttribute
{
    private readonly bool _withKubectl;

    public HelmFactAttribute() => Skip = Needs.Helm4;

    /// <summary>Whether it needs kubectl, too.</summary>
    public bool WithKubectl
    {
        get => _withKubectl;
        init => (_withKubectl, Skip) = (value, Needs.Helm4 ?? (value ? Needs.Kubectl : null));
    }
}
