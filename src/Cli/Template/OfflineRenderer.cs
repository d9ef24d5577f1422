using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using Coffer.Domain.Transformations;
using Coffer.Templates;

namespace Coffer.Cli.Template;

/// <summary>Renders as the operator does, with the same code and the same words for what is wrong.</summary>
internal sealed class OfflineRenderer(Manifests manifests, bool excludeRaw, TemplateLimits limits)
{
    /// <summary>The Secret that a resource leads to.</summary>
    /// <exception cref="InputException">The operator would not write one; the message is its own.</exception>
    public RenderedSecret Render(VaultStaticSecret resource, SourceContent content)
    {
        var destination = resource.Spec.Destination;
        var remarks = new List<string>(Ownership.Overridden(destination));
        var data = Transformation(resource).Render(content, new RenderContext
        {
            Annotations = resource.Metadata.Annotations,
            Labels = resource.Metadata.Labels,
            ExcludeRaw = excludeRaw || destination.Transformation is { ExcludeRaw: true },
            Limits = limits,
            Clock = TimeProvider.System,
        }, out var why, remarks);
        if (data is null)
        {
            throw Refused(Problems.Render(why!));
        }

        Remarks.Add(remarks, Remarks.OfDockerConfig(data.Entries));
        return new RenderedSecret(destination.Name, resource.Metadata.Namespace, WriteRules.WantedType(destination) ?? "Opaque", data)
        {
            Remarks = remarks,
            Labels = Own(destination, destination.Labels),
            Annotations = Own(destination, destination.Annotations),
        };
    }

    /// <summary>They are left alone in a Secret that somebody else made.</summary>
    private static IReadOnlyDictionary<string, string> Own(Destination destination, IReadOnlyDictionary<string, string>? wanted) =>
        destination.Create && wanted is not null ? wanted : new Dictionary<string, string>();

    private Transformation Transformation(VaultStaticSecret resource)
    {
        if (resource.Spec.Destination.Transformation is not { } wanted)
        {
            return Domain.Transformations.Transformation.None;
        }

        var (owner, errors) = (new ObjectKey(resource.Metadata.Namespace, resource.Metadata.Name), new List<SpecError>());
        var collection = TransformationCollector.Collect(ResourceKinds.VaultStaticSecret.Kind, owner, wanted, Found(owner, wanted), errors);
        return collection is not null && Domain.Transformations.Transformation.Compile(collection, Matcher(), errors) is { } ready
            ? ready
            : throw Refused(Problems.Transformation(string.Join("; ", errors)));
    }

    private Dictionary<ObjectKey, TransformationReply> Found(ObjectKey owner, SecretDataTransformation wanted) =>
        TransformationCollector.References(owner.Namespace, wanted)
            .Where(manifests.Transformations.ContainsKey)
            .ToDictionary(key => key, key => Reply(manifests.Transformations[key]));

    private TransformationReply Reply(SecretTransformation transformation) =>
        SecretTransformationReply.Of(transformation, SecretTransformationRules.Check(transformation, Matcher()));

    private PatternMatcher Matcher() => new(limits, TimeProvider.System);

    private static InputException Refused(Problem problem) => new($"{problem.Reason}: {problem.Message}");
}
