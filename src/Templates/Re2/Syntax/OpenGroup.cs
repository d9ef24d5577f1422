namespace Coffer.Templates.Re2.Syntax;

/// <summary>A parenthesis that is still open, or the whole pattern.</summary>
/// <param name="capture">Number of the capture; 0 when the group captures nothing.</param>
/// <param name="outer">The flags to go back to behind the closing parenthesis.</param>
internal sealed class OpenGroup(int capture, ParseFlags outer)
{
    private readonly List<Node> _branches = [];

    public ParseFlags Outer => outer;

    /// <summary>What stands behind the last <c>|</c>.</summary>
    public List<Node> Items { get; } = [];

    public void EndBranch()
    {
        _branches.Add(Node.Concat(Items));
        Items.Clear();
    }

    public Node Close()
    {
        EndBranch();
        var all = Node.Alternate(_branches);
        return capture > 0 ? Node.Capture(capture, all) : all;
    }
}
