namespace Coffer.Templates.Parsing;

/// <summary>
/// Counts the nodes of templates that are parsed together, while they are parsed: when they are all there it is too late. Not thread-safe.
/// </summary>
/// <param name="limit">As many as there may be.</param>
internal sealed class NodeCount(long limit)
{
    /// <summary>
    /// What a node takes with its place in the list of its parent, its text or constant left out. Measured: 80 to 110 bytes.
    /// </summary>
    private const int BytesOfNode = 112;

    /// <summary>Nodes so far.</summary>
    public long Nodes { get; private set; }

    /// <summary>Estimated bytes that the nodes take in memory.</summary>
    public long Bytes => Nodes * BytesOfNode;

    /// <summary>The limit, for messages.</summary>
    public long Limit => limit;

    /// <summary>Counts nodes that are about to be made.</summary>
    /// <returns>False when they are too many.</returns>
    public bool Take(int nodes = 1) => (Nodes += nodes) <= limit;
}
