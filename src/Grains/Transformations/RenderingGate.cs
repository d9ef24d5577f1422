namespace Coffer.Grains.Transformations;

/// <summary>
/// Bounds what a silo's renderings with templates or patterns, the parsing of templates and the reading of large answers take together:
/// each may keep a core busy for seconds and take up to some 300 MB. Namespaces take turns, see <see cref="NamespaceGate"/>. Each runs on a
/// thread of its own: the pool's answer calls and probes meanwhile. Thread-safe.
/// </summary>
internal sealed class RenderingGate
{
    /// <summary>
    /// One is too few, as the costly renderings of one namespace would halt all others for their whole time; each more costs a core and
    /// the memory of the worst.
    /// </summary>
    public const int Places = 2;

    private readonly NamespaceGate _gate = new(Places);

    /// <summary>Renders when it is the namespace's turn.</summary>
    /// <param name="namespace">Whose rendering it is.</param>
    /// <param name="render">What to do; its limits of time begin with it.</param>
    /// <param name="cancellation">Ends the wait for the turn, not the rendering.</param>
    public async Task<T> RunAsync<T>(string @namespace, Func<T> render, CancellationToken cancellation)
    {
        // The caller's scheduler stays out of it: a grain that is busy with a call would keep the place longer than the rendering takes.
        using var place = await _gate.EnterAsync(@namespace, cancellation).ConfigureAwait(false);
        return await Task.Factory.StartNew(render, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .ConfigureAwait(false);
    }
}
