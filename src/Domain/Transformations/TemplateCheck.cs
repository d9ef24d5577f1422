using System.Text.RegularExpressions;
using Coffer.Domain.Rendering;
using Coffer.Templates;

namespace Coffer.Domain.Transformations;

/// <summary>Words for templates that can't be parsed. They show nothing but the template.</summary>
internal static partial class TemplateCheck
{
    /// <summary>What is wrong with a template, where it stands.</summary>
    public static SpecError Error(string origin, string text, TemplateParseException fault) => new(origin, fault.Limit switch
    {
        TemplateLimit.None => $"parse error: {fault.SafeMessage}{Offer(fault.SafeMessage, text)}",
        var limit => fault.SafeMessage + LimitRemedy.Of(limit),
    });

    /// <summary>Vault's fields often bear a dash, which Go reads as the end of a name.</summary>
    private static string Offer(string message, string text) =>
        message.Contains("bad character U+002D", StringComparison.Ordinal) && DashedField().Match(text) is { Success: true } dashed
            ? $"; a name with a dash is read by {{{{ index {dashed.Groups[1].Value} \"{dashed.Groups[2].Value}\" }}}}"
            : "";

    [GeneratedRegex(
        """(\.(?:Secrets|Metadata|Annotations|Labels))\.([A-Za-z0-9_]{1,100}-[A-Za-z0-9_-]{0,100}[A-Za-z0-9_])""",
        RegexOptions.NonBacktracking)]
    private static partial Regex DashedField();
}
