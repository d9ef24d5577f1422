namespace Coffer.Templates;

/// <summary>A template is not well-formed. Its message names template and line, and shows nothing but the template.</summary>
public sealed class TemplateParseException : TemplateException
{
    internal TemplateParseException(string text)
        : base(text, text)
    {
    }
}
