namespace Coffer.Templates;

/// <summary>Which limit of <see cref="TemplateLimits"/> a rendering went beyond.</summary>
public enum TemplateLimit
{
    /// <summary>None: the error is one of the template or its data.</summary>
    None,

    /// <summary><see cref="TemplateLimits.OutputBytes"/>.</summary>
    Output,

    /// <summary><see cref="TemplateLimits.Steps"/>.</summary>
    Steps,

    /// <summary><see cref="TemplateLimits.Depth"/>.</summary>
    Depth,

    /// <summary><see cref="TemplateLimits.RegexInstructions"/>.</summary>
    Regex,

    /// <summary><see cref="TemplateLimits.Time"/>.</summary>
    Time,

    /// <summary><see cref="TemplateLimits.TextLength"/>.</summary>
    Text,

    /// <summary><see cref="TemplateLimits.Nodes"/>.</summary>
    Nodes,
}
