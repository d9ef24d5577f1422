namespace Coffer.Templates;

/// <summary>
/// A template could not be rendered with its input, or wanted more than its limits allow. The message names
/// template, line, column and node.
/// </summary>
public sealed class TemplateExecutionException : TemplateException
{
    internal TemplateExecutionException(string text, string safeText, TemplateLimit limit)
        : base(text, safeText) => Limit = limit;

    /// <summary>The limit that was hit, or <see cref="TemplateLimit.None"/>.</summary>
    public TemplateLimit Limit { get; }
}
