using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Transformations;

/// <summary>Gathers the templates and filters of one secret. Lists everything that is wrong, never only the first.</summary>
public sealed class TransformationCollector
{
    private const string Field = "spec.destination.transformation";
    private const int MaxListed = 10;

    private readonly ObjectKey _owner;
    private readonly string _ownerKind;
    private readonly ICollection<SpecError> _errors;
    private readonly List<CollectedTemplate> _templates = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ownKeys = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FieldPattern> _includes = new(Utf8Order.Instance);
    private readonly SortedDictionary<string, FieldPattern> _excludes = new(Utf8Order.Instance);

    private TransformationCollector(string ownerKind, ObjectKey owner, ICollection<SpecError> errors) =>
        (_ownerKind, _owner, _errors) = (ownerKind, owner, errors);

    /// <summary>
    /// The SecretTransformations that a secret refers to, each once, in the order of the references; none where these are refused (see
    /// <see cref="SpecLimits"/>), for nobody is to be asked for them then.
    /// </summary>
    public static IReadOnlyList<ObjectKey> References(string @namespace, SecretDataTransformation? wanted)
    {
        var references = wanted?.TransformationRefs ?? [];
        return references.Count > SpecLimits.TransformationRefs
            ? []
            : [.. references.Select(reference => Key(@namespace, reference))
                .Where(static key => KubeNames.IsNamespace(key.Namespace) && KubeNames.IsObject(key.Name)).Distinct()];
    }

    /// <summary>Whether a secret may be rendered with templates or patterns. What it refers to is not looked at.</summary>
    public static bool MayBeHeavy(SecretDataTransformation? wanted) =>
        wanted is { Templates.Count: > 0 } or { TransformationRefs.Count: > 0 } or { Includes.Count: > 0 } or { Excludes.Count: > 0 }
            or { MapTemplate: not null };

    /// <summary>Gathers.</summary>
    /// <param name="ownerKind">Kind of the secret's resource.</param>
    /// <param name="owner">The secret's resource.</param>
    /// <param name="wanted">Its <c>spec.destination.transformation</c>.</param>
    /// <param name="found">What became of each of <see cref="References"/>.</param>
    /// <param name="errors">Gets one entry for each fault.</param>
    /// <returns>The collection; null when there were errors.</returns>
    public static TemplateCollection? Collect(
        string ownerKind, ObjectKey owner, SecretDataTransformation wanted, IReadOnlyDictionary<ObjectKey, TransformationReply> found,
        ICollection<SpecError> errors)
    {
        var before = errors.Count;
        var collector = new TransformationCollector(ownerKind, owner, errors);
        collector.AddOwn(wanted);
        collector.AddReferences(wanted.TransformationRefs ?? [], found);
        collector.AddMap($"{Field}.mapTemplate", owner, ownerKind, Field, wanted.MapTemplate);
        return errors.Count == before ? collector.Collected() : null;
    }

    private TemplateCollection Collected() => new(
        [
            .. _templates.Where(template => template.Use != TemplateUse.Map).OrderBy(template => template.Order, Utf8Order.Instance),
            .. _templates.Where(template => template.Use == TemplateUse.Map),
        ],
        [.. _includes.Values], [.. _excludes.Values]);

    private void AddOwn(SecretDataTransformation wanted)
    {
        AddPatterns(_includes, $"{Field}.includes", wanted.Includes);
        AddPatterns(_excludes, $"{Field}.excludes", wanted.Excludes);
        foreach (var (key, template) in wanted.Templates ?? new Dictionary<string, Template>())
        {
            var path = $"{Field}.templates[{key}]";
            _ownKeys.Add(key);
            Add(path, new CollectedTemplate(
                TemplateUse.Key, key, Name(template, $"{_owner}/{key}"), template.Text, $"{_ownerKind} {_owner}, {path}"));
        }
    }

    private void AddReferences(IReadOnlyList<TransformationRef> references, IReadOnlyDictionary<ObjectKey, TransformationReply> found)
    {
        var seen = new HashSet<ObjectKey>();
        foreach (var (index, reference) in references.Index())
        {
            var (path, key) = ($"{Field}.transformationRefs[{index}]", Key(_owner.Namespace, reference));
            if (!seen.Add(key))
            {
                _errors.Add(new SpecError(path, $"duplicate reference to SecretTransformation {key}: name it once"));
            }
            else if (!found.TryGetValue(key, out var reply) || reply.Spec is null)
            {
                _errors.Add(new SpecError(
                    path, reply?.Problem?.Message ?? $"SecretTransformation {key} does not exist: create it, or correct the reference"));
            }
            else
            {
                AddReference(path, key, reference, reply.Spec);
            }
        }
    }

    private void AddReference(string path, ObjectKey key, TransformationRef reference, SecretTransformationSpec spec)
    {
        AddPatterns(_includes, Origin(key, "spec.includes"), reference.IgnoreIncludes ? null : spec.Includes);
        AddPatterns(_excludes, Origin(key, "spec.excludes"), reference.IgnoreExcludes ? null : spec.Excludes);
        foreach (var (index, picked) in (reference.TemplateRefs ?? []).Index())
        {
            AddPicked($"{path}.templateRefs[{index}]", key, picked, spec);
        }

        foreach (var (index, source) in (spec.SourceTemplates ?? []).Index())
        {
            Add(path, new CollectedTemplate(
                TemplateUse.Source, "", Name(source, $"{key}/{index}"), source.Text, Origin(key, $"spec.sourceTemplates[{index}]")));
        }

        if (reference.TemplateRefs is not { Count: > 0 })
        {
            AddAll(path, key, spec);
        }
    }

    private static void AddPatterns(SortedDictionary<string, FieldPattern> to, string origin, IReadOnlyList<string>? patterns)
    {
        foreach (var pattern in FieldPattern.Of(origin, patterns))
        {
            to.TryAdd(pattern.Text, pattern);
        }
    }

    private void AddPicked(string path, ObjectKey key, TemplateRef picked, SecretTransformationSpec spec)
    {
        if (spec.Templates is null || !spec.Templates.TryGetValue(picked.Name, out var template))
        {
            _errors.Add(new SpecError(path,
                $"SecretTransformation {key} has no template '{picked.Name}' in spec.templates; it has {Listed(spec.Templates?.Keys)}"));
            return;
        }

        var into = string.IsNullOrEmpty(picked.KeyOverride) ? picked.Name : picked.KeyOverride;
        AddKeyed(path, into, key, picked.Name, template);
    }

    private void AddAll(string path, ObjectKey key, SecretTransformationSpec spec)
    {
        foreach (var (name, template) in spec.Templates ?? new Dictionary<string, Template>())
        {
            if (!_names.Contains(name))
            {
                AddKeyed(path, name, key, name, template);
            }
        }

        AddMap(path, key, ResourceKinds.SecretTransformation.Kind, "spec", spec.MapTemplate);
    }

    /// <summary>The secret's own template of a key beats one that comes by reference; that one can still be called.</summary>
    private void AddKeyed(string path, string into, ObjectKey key, string name, Template template)
    {
        var beaten = _ownKeys.Contains(into);
        Add(path, new CollectedTemplate(
            beaten ? TemplateUse.Source : TemplateUse.Key, beaten ? "" : into, Name(template, $"{key}/{name}"), template.Text,
            Origin(key, $"spec.templates[{name}]")));
    }

    private void AddMap(string path, ObjectKey key, string kind, string field, Template? template)
    {
        if (template is not null)
        {
            Add(path, new CollectedTemplate(
                TemplateUse.Map, "", Name(template, $"{key}#mapTemplate"), template.Text, $"{kind} {key}, {field}.mapTemplate"));
        }
    }

    private void Add(string path, CollectedTemplate template)
    {
        if (_names.Add(template.Name))
        {
            _templates.Add(template);
        }
        else
        {
            _errors.Add(new SpecError(path, $"duplicate template name \"{template.Name}\": give each template a name of its own (the "
                + $"second one is in {template.Origin})"));
        }
    }

    private static string Listed(IEnumerable<string>? names) => names?.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } some
        ? $"{string.Join(", ", some.Take(MaxListed).Select(ShortText.Name))}"
            + $"{(some.Count > MaxListed ? $" and {some.Count - MaxListed} more" : "")}"
        : "none";

    private static string Name(Template template, string otherwise) => string.IsNullOrEmpty(template.Name) ? otherwise : template.Name;

    private static string Origin(ObjectKey key, string field) => $"{ResourceKinds.SecretTransformation.Kind} {key}, {field}";

    private static ObjectKey Key(string @namespace, TransformationRef reference) =>
        new(string.IsNullOrEmpty(reference.Namespace) ? @namespace : reference.Namespace, reference.Name);
}
