namespace Coffer.Templates.Json;

/// <summary>How JSON is written.</summary>
/// <param name="EscapesHtml">Whether <c>&lt; &gt; &amp;</c> become <c>\u003c</c> and so on.</param>
/// <param name="Indent">What a level is indented by; none: all on one line.</param>
internal sealed record JsonStyle(bool EscapesHtml, string? Indent)
{
    /// <summary>Go's <c>json.Marshal</c>.</summary>
    public static JsonStyle Compact { get; } = new(true, null);

    /// <summary>Go's <c>json.MarshalIndent</c> with two spaces.</summary>
    public static JsonStyle Pretty { get; } = new(true, "  ");

    /// <summary>Without escapes for HTML.</summary>
    public static JsonStyle Raw { get; } = new(false, null);
}
