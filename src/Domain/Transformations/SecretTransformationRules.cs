using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Templates;

namespace Coffer.Domain.Transformations;

/// <summary>Checks a SecretTransformation. Everything that is wrong is told at once.</summary>
public static class SecretTransformationRules
{
    /// <summary>Every flaw: a template that does not parse, a pattern that is no regular expression or beyond a limit.</summary>
    /// <param name="spec">What to check.</param>
    /// <param name="matcher">Pays for the check of patterns; when that is used up, the rest of them is not looked at.</param>
    public static IReadOnlyList<SpecError> Check(SecretTransformationSpec spec, PatternMatcher matcher) =>
    [
        .. (spec.SourceTemplates ?? []).Index().SelectMany(source => Template($"spec.sourceTemplates[{source.Index}]", source.Item)),
        .. (spec.Templates ?? new Dictionary<string, Template>()).OrderBy(each => each.Key, StringComparer.Ordinal).SelectMany(each => Template($"spec.templates[{each.Key}]", each.Value)),
        .. spec.MapTemplate is { } map ? Template("spec.mapTemplate", map) : [],
        .. PatternCheck.Faults([.. FieldPattern.Of("spec.includes", spec.Includes), .. FieldPattern.Of("spec.excludes", spec.Excludes)], matcher),
    ];

    private static IEnumerable<SpecError> Template(string path, Template template) =>
        TemplateCheck.Fault(string.IsNullOrEmpty(template.Name) ? path : template.Name, template.Text) is { } fault ? [new SpecError(path, fault)] : [];
}
