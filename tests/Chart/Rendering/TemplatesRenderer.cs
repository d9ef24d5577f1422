namespace Coffer.Chart.Tests.Rendering;

/// <summary>This repository's own template language.</summary>
internal sealed class TemplatesRenderer : ChartRenderer
{
    public override string Name => "src/Templates";

    protected override Rendered Run(Release release) => throw new NotSupportedException();
}
