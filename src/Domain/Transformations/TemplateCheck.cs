using Coffer.Templates;

namespace Coffer.Domain.Transformations;

/// <summary>Whether a template can be parsed.</summary>
internal static class TemplateCheck
{
    /// <summary>What is wrong, with template and line; null for nothing. Shows nothing but the template.</summary>
    public static string? Fault(string name, string text)
    {
        try
        {
            TemplateSet.Parse(name, text);
            return null;
        }
        catch (TemplateParseException error)
        {
            return error.SafeMessage;
        }
    }
}
