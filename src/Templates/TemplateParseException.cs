namespace Coffer.Templates;

/// <summary>A template is not well-formed. Its message names template and line, and shows nothing but the template.</summary>
public sealed class TemplateParseException : TemplateException
{
    internal TemplateParseException(string text, TemplateLimit limit = TemplateLimit.None)
        : base(text, text) => Limit = limit;

    /// <summary>The limit that was hit, or <see cref="TemplateLimit.None"/>.</summary>
    public TemplateLimit Limit { get; }
}
