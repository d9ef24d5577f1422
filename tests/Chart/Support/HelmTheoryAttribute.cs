namespace Coffer.Chart.Tests.Support;

/// <summary>As <see cref="HelmFactAttribute"/>, with data; any version of Helm does where it only renders.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class HelmTheoryAttribute : TheoryAttribute
{
    private readonly bool _rendersOnly;

    public HelmTheoryAttribute() => Skip = Needs.Helm4;

    /// <summary>Whether it only renders.</summary>
    public bool RendersOnly
    {
        get => _rendersOnly;
        init => (_rendersOnly, Skip) = (value, value ? Needs.Helm : Needs.Helm4);
    }
}
