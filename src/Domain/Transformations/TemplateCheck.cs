using Coffer.Domain.Rendering;
using Coffer.Templates;

namespace Coffer.Domain.Transformations;

/// <summary>Words for templates that can't be parsed. They show nothing but the template.</summary>
internal static class TemplateCheck
{
    /// <summary>What is wrong with a template, where it stands.</summary>
    public static SpecError Error(string origin, TemplateParseException fault) => new(origin, fault.Limit switch
    {
        TemplateLimit.None => $"parse error: {fault.SafeMessage}",
        var limit => fault.SafeMessage + LimitRemedy.Of(limit),
    });
}
