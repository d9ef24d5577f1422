using System.Runtime.InteropServices;
using System.Text.Json;
using Coffer.Domain.Rendering;
using Coffer.Templates;

namespace Coffer.Domain.Transformations;

/// <summary>A collection made ready: templates parsed, patterns checked. Never changes; any number of threads may use it.</summary>
public sealed class Transformation
{
    /// <summary>Takes over everything as it is.</summary>
    public static readonly Transformation None = new(null, [], FieldFilter.Everything);

    /// <summary>A template or pattern with its names, without its text.</summary>
    private const int BytesOfPart = 512;

    private readonly TemplateSet? _set;
    private readonly IReadOnlyList<CollectedTemplate> _rendered;
    private readonly FieldFilter _filter;

    private Transformation(TemplateSet? set, IReadOnlyList<CollectedTemplate> rendered, FieldFilter filter) =>
        (_set, _rendered, _filter) = (set, rendered, filter);

    /// <summary>True when it has templates or patterns: then rendering may take seconds and much memory.</summary>
    public bool IsHeavy => _rendered.Count > 0 || !_filter.IsEmpty;

    /// <summary>About what it takes in memory, in bytes.</summary>
    public long EstimatedBytes => (_set?.EstimatedBytes ?? 0)
        + (BytesOfPart * (_rendered.Count + _filter.Includes.Count + _filter.Excludes.Count)) + _filter.TextBytes;

    /// <summary>Parses and checks. Messages show templates and patterns, never a secret.</summary>
    /// <param name="collection">All of it.</param>
    /// <param name="matcher">Pays for the check of patterns.</param>
    /// <param name="errors">Gets one entry for each fault.</param>
    /// <returns>Null when there were errors.</returns>
    public static Transformation? Compile(TemplateCollection collection, PatternMatcher matcher, ICollection<SpecError> errors)
    {
        var before = errors.Count;
        foreach (var fault in PatternCheck.Faults(collection.Includes.Concat(collection.Excludes), matcher))
        {
            errors.Add(fault);
        }

        var set = Parse(collection.Templates, matcher.Limits, errors);
        return errors.Count > before
            ? null
            : new Transformation(set, [.. collection.Templates.Where(template => template.Use != TemplateUse.Source)],
                new FieldFilter(collection.Includes, collection.Excludes));
    }

    /// <summary>Makes the data of a Secret.</summary>
    /// <param name="reading">What was read.</param>
    /// <param name="context">What templates see beside it, and what they may use.</param>
    /// <param name="problem">Set when the data can't be made: names object, template, line and column, never a value.</param>
    /// <param name="remarks">Gets what looks wrong in templates and is no error in Go; never a value.</param>
    /// <returns>The data; null with a problem.</returns>
    public SecretData? Render(SourceContent reading, RenderContext context, out string? problem, ICollection<string>? remarks = null)
    {
        problem = null;
        var (rendered, start) = (new RenderedKeys { MaxFields = context.MaxFields }, context.Clock.GetTimestamp());
        if (_rendered.Count > 0)
        {
            problem = RenderAll(rendered, Input(reading, context), context, start, remarks ?? []);
        }

        return problem is null
            ? SecretRenderer.Render(reading, _filter, Matcher(context, start), context.ExcludeRaw, rendered, out problem)
            : null;
    }

    private static PatternMatcher Matcher(RenderContext context, long start) =>
        new(context.Limits with { Time = context.Limits.Time - context.Clock.GetElapsedTime(start) }, context.Clock);

    private string? RenderAll(RenderedKeys rendered, TemplateInput input, RenderContext context, long start, ICollection<string> remarks)
    {
        foreach (var template in _rendered)
        {
            // One budget of time for all, so that a manifest of many templates gets no more than one of few.
            var left = context.Limits.Time - context.Clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return $"{template.Origin}: the templates before it have used up the time{LimitRemedy.Of(TemplateLimit.Time)}";
            }

            try
            {
                var output = _set!.Render(template.Name, input, context.Limits with { Time = left }, context.Clock, out var odd);
                Remarks.Add(remarks, odd.Select(remark => $"{template.Origin}: {remark}"));
                if (rendered.Add(template, output) is { } problem)
                {
                    return problem;
                }
            }
            catch (TemplateExecutionException error)
            {
                return $"{template.Origin}: {error.SafeMessage}{LimitRemedy.Of(error.Limit)}";
            }
        }

        return null;
    }

    private static TemplateInput Input(SourceContent reading, RenderContext context) => TemplateInput.Create(
        JsonMarshal.GetRawUtf8Value(reading.Fields),
        reading.Metadata is { ValueKind: JsonValueKind.Object } metadata ? JsonMarshal.GetRawUtf8Value(metadata) : default,
        wrapData: default,
        context.Annotations is { Count: > 0 } annotations ? annotations : null,
        context.Labels is { Count: > 0 } labels ? labels : null);

    private static TemplateSet? Parse(IReadOnlyList<CollectedTemplate> templates, TemplateLimits limits, ICollection<SpecError> errors)
    {
        if (templates.Count == 0)
        {
            return null;
        }

        var origins = templates.ToDictionary(
            static template => new TemplateSource(template.Name, template.Text), static template => template.Origin);
        return TemplateSet.Parse(
            origins.Keys, limits, (source, fault) => errors.Add(TemplateCheck.Error(origins[source], source.Text, fault)));
    }
}
