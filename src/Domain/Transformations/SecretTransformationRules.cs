using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;
using Coffer.Domain.Rendering;
using Coffer.Templates;

namespace Coffer.Domain.Transformations;

/// <summary>Checks a SecretTransformation. Everything that is wrong is told at once.</summary>
public static class SecretTransformationRules
{
    /// <summary>
    /// Every flaw: what is beyond a limit; otherwise each template that does not parse, and each pattern that is no regular expression.
    /// </summary>
    /// <param name="resource">What to check.</param>
    /// <param name="matcher">Pays for the check of patterns; when that is used up, the rest of them is not looked at.</param>
    public static IReadOnlyList<SpecError> Check(SecretTransformation resource, PatternMatcher matcher)
    {
        if (Bounds.Whole(resource.Metadata) is { } tooLarge)
        {
            return [tooLarge];
        }

        var spec = resource.Spec;
        List<SpecError> flaws =
        [
            .. Bounds.Templates("spec.sourceTemplates", spec.SourceTemplates?.Count ?? 0),
            .. Bounds.Templates("spec.templates", spec.Templates?.Count ?? 0),
            .. Bounds.Patterns("spec.includes", spec.Includes),
            .. Bounds.Patterns("spec.excludes", spec.Excludes),
            .. Bounds.Text(
                "spec", [.. spec.SourceTemplates ?? [], .. spec.Templates?.Values ?? [], spec.MapTemplate], matcher.Limits.TextLength),
        ];
        return flaws.Count > 0
            ? flaws
            : [.. Parse(spec, matcher.Limits), .. PatternCheck.Faults(
                [.. FieldPattern.Of("spec.includes", spec.Includes), .. FieldPattern.Of("spec.excludes", spec.Excludes)], matcher)];
    }

    private static List<SpecError> Parse(SecretTransformationSpec spec, TemplateLimits limits)
    {
        List<(string Path, Template Template)> all =
        [
            .. (spec.SourceTemplates ?? []).Index().Select(source => ($"spec.sourceTemplates[{source.Index}]", source.Item)),
            .. (spec.Templates ?? new Dictionary<string, Template>()).OrderBy(each => each.Key, StringComparer.Ordinal)
                .Select(each => ($"spec.templates[{each.Key}]", each.Value)),
            .. spec.MapTemplate is { } map ? [("spec.mapTemplate", map)] : Array.Empty<(string, Template)>(),
        ];
        var (flaws, left) = (new List<SpecError>(), limits);
        foreach (var (path, template) in all)
        {
            // Each by itself: two may have the same name, which is told where they are used together.
            var source = new TemplateSource(string.IsNullOrEmpty(template.Name) ? path : template.Name, template.Text);
            var isOver = false;
            var set = TemplateSet.Parse([source], left, (_, fault) =>
            {
                flaws.Add(new SpecError(
                    path, fault.Limit == TemplateLimit.None ? fault.SafeMessage : fault.SafeMessage + LimitRemedy.Of(fault.Limit)));
                isOver = fault.Limit != TemplateLimit.None;
            });
            left = left with { Nodes = Math.Max(1, left.Nodes - (int)(set?.Nodes ?? 0)) };
            if (isOver)
            {
                break;
            }
        }

        return flaws;
    }
}
