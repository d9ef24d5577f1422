using Coffer.Templates;

namespace Coffer.Domain.Rendering;

/// <summary>Which setting lifts a limit.</summary>
internal static class LimitRemedy
{
    /// <summary>In brackets, to be put behind what is wrong; empty when it was no limit.</summary>
    public static string Of(TemplateLimit limit) => limit switch
    {
        TemplateLimit.Output => " (the operator's setting --template-output)",
        TemplateLimit.Steps => " (the operator's setting --template-steps)",
        TemplateLimit.Depth => " (the operator's setting --template-depth)",
        TemplateLimit.Regex => " (the operator's setting --template-regex)",
        TemplateLimit.Time => " (the operator's setting --template-time, for all templates of one Secret together)",
        TemplateLimit.Text => " (the operator's setting --template-text, for all templates of one Secret together)",
        TemplateLimit.Nodes => " (the operator's setting --template-nodes, for all templates of one Secret together)",
        _ => "",
    };
}
