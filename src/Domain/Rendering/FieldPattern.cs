namespace Coffer.Domain.Rendering;

/// <summary>A pattern of field names, wherever it was declared.</summary>
/// <param name="Text">The pattern, RE2 and unanchored.</param>
/// <param name="Origin">The field that it stands in, with its object unless that is the secret's own, for messages.</param>
public sealed record FieldPattern(string Text, string Origin)
{
    /// <summary>The patterns of one list of a manifest.</summary>
    /// <param name="origin">The list.</param>
    /// <param name="patterns">What is in it; null for nothing.</param>
    public static IEnumerable<FieldPattern> Of(string origin, IReadOnlyList<string>? patterns) =>
        (patterns ?? []).Index().Select(pattern => new FieldPattern(pattern.Item, $"{origin}[{pattern.Index}]"));
}
