using System.Text.RegularExpressions;
using Coffer.Templates;

namespace Coffer.Domain.Transformations;

/// <summary>Whether a template can be parsed.</summary>
internal static partial class TemplateCheck
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
            return error.SafeMessage + Offer(error.SafeMessage, text);
        }
    }

    /// <summary>Vault's fields often bear a dash, which Go reads as the end of a name.</summary>
    private static string Offer(string message, string text) =>
        message.Contains("bad character U+002D", StringComparison.Ordinal) && DashedField().Match(text) is { Success: true } dashed
            ? $"; a name with a dash is read by {{{{ index {dashed.Groups[1].Value} \"{dashed.Groups[2].Value}\" }}}}"
            : "";

    [GeneratedRegex("""(\.(?:Secrets|Metadata|Annotations|Labels))\.([A-Za-z0-9_]+-[A-Za-z0-9_-]*[A-Za-z0-9_])""", RegexOptions.NonBacktracking)]
    private static partial Regex DashedField();
}
