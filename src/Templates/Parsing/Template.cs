namespace Coffer.Templates.Parsing;

/// <summary>One named template, parsed.</summary>
/// <param name="Name">By which others call it.</param>
/// <param name="ParseName">Name of the source it was in, for errors.</param>
/// <param name="Text">The whole source, for lines and columns in errors.</param>
/// <param name="Root">What it does.</param>
internal sealed record Template(string Name, string ParseName, string Text, ListNode Root)
{
    /// <summary>Where a node is, as error texts show it: source, line and column, the column in bytes from 0.</summary>
    public string Locate(Node node)
    {
        var before = Text.AsSpan(0, node.Position);
        var column = node.Position - (before.LastIndexOf('\n') + 1);
        return $"{ParseName}:{1 + before.Count('\n')}:{column}";
    }
}
