using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Templates.Re2;

namespace Coffer.Domain.Transformations;

/// <summary>Checks a SecretTransformation. Everything that is wrong is told at once.</summary>
public static class SecretTransformationRules
{
    /// <summary>Every flaw: a template that does not parse, a pattern that is no regular expression.</summary>
    public static IReadOnlyList<SpecError> Check(SecretTransformationSpec spec) =>
    [
        .. (spec.SourceTemplates ?? []).Index().SelectMany(source => Template($"spec.sourceTemplates[{source.Index}]", source.Item)),
        .. (spec.Templates ?? new Dictionary<string, Template>()).OrderBy(each => each.Key, StringComparer.Ordinal).SelectMany(each => Template($"spec.templates[{each.Key}]", each.Value)),
        .. spec.MapTemplate is { } map ? Template("spec.mapTemplate", map) : [],
        .. Patterns("spec.includes", spec.Includes),
        .. Patterns("spec.excludes", spec.Excludes),
    ];

    private static IEnumerable<SpecError> Template(string path, Template template) =>
        TemplateCheck.Fault(string.IsNullOrEmpty(template.Name) ? path : template.Name, template.Text) is { } fault ? [new SpecError(path, fault)] : [];

    private static IEnumerable<SpecError> Patterns(string path, IReadOnlyList<string>? patterns) =>
        (patterns ?? []).Index().Select(pattern => Pattern($"{path}[{pattern.Index}]", pattern.Item)).OfType<SpecError>();

    private static SpecError? Pattern(string path, string pattern)
    {
        try
        {
            Regexp.Compile(pattern);
            return null;
        }
        catch (RegexpException error)
        {
            return new SpecError(path, error.Message);
        }
    }
}
