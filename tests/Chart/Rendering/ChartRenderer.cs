using System.Collections.Concurrent;

namespace Coffer.Chart.Tests.Rendering;

/// <summary>
/// Renders the chart: the real Helm where it is on PATH, otherwise this repository's template language and the few
/// functions that Helm adds to it.
/// </summary>
internal abstract class ChartRenderer
{
    private readonly ConcurrentDictionary<Release, Lazy<Rendered>> _done = new();

    public static ChartRenderer Instance { get; } = (ChartRenderer?)HelmRenderer.Find() ?? new TemplatesRenderer();

    /// <summary>Who renders, for the test's output.</summary>
    public abstract string Name { get; }

    /// <summary>Throws <see cref="RefusedException"/> where Helm would end with an error.</summary>
    public Rendered Render(Release release) => _done.GetOrAdd(release, key => new(() => Run(key))).Value;

    protected abstract Rendered Run(Release release);
}
