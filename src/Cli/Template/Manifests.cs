using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Cli.Output;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using YamlDotNet.Core;

namespace Coffer.Cli.Template;

/// <summary>The manifests of one rendering.</summary>
/// <param name="Secrets">What is to be rendered.</param>
/// <param name="Transformations">What it may refer to.</param>
internal sealed record Manifests(
    IReadOnlyList<VaultStaticSecret> Secrets, IReadOnlyDictionary<ObjectKey, SecretTransformation> Transformations)
{
    private const string DefaultNamespace = "default";

    /// <summary>
    /// Reads YAML or JSON. Where there are only SecretTransformations, each is rendered as a secret would that refers
    /// to it and to nothing else.
    /// </summary>
    /// <exception cref="InputException">It can't be read, or has nothing to render.</exception>
    public static Manifests Read(string text)
    {
        var documents = Documents(text);
        var transformations = documents.Select(Transformation).OfType<SecretTransformation>().ToList();
        var secrets = documents.Select(Secret).OfType<VaultStaticSecret>().ToList();
        if (transformations.Count + secrets.Count == 0)
        {
            throw new InputException("--file: has no VaultStaticSecret and no SecretTransformation");
        }

        return new Manifests(secrets.Count > 0 ? secrets : [.. transformations.Select(ReferTo)], ByKey(transformations));
    }

    private static Dictionary<ObjectKey, SecretTransformation> ByKey(IEnumerable<SecretTransformation> transformations)
    {
        var byKey = new Dictionary<ObjectKey, SecretTransformation>();
        foreach (var transformation in transformations)
        {
            if (!byKey.TryAdd(Key(transformation), transformation))
            {
                throw new InputException($"--file: SecretTransformation {Key(transformation)} is there twice; leave one away");
            }
        }

        return byKey;
    }

    private static IReadOnlyList<JsonObject> Documents(string text)
    {
        try
        {
            return ManifestYaml.Documents(text);
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException or ArgumentException)
        {
            throw new InputException($"--file: {error.Message}");
        }
    }

    private static SecretTransformation? Transformation(JsonObject document) =>
        Parse<SecretTransformation>(document, ResourceKinds.SecretTransformation) is { } found
            ? found with { Metadata = Placed(found.Metadata) }
            : null;

    private static VaultStaticSecret? Secret(JsonObject document) =>
        Parse<VaultStaticSecret>(document, ResourceKinds.VaultStaticSecret) is { } found
            ? found with { Metadata = Placed(found.Metadata) }
            : null;

    private static T? Parse<T>(JsonObject document, ResourceKind kind)
        where T : class
    {
        try
        {
            return document["kind"]?.ToString() == kind.Kind ? (T?)document.Deserialize(typeof(T), ResourceJson.Default) : null;
        }
        catch (JsonException error)
        {
            throw new InputException($"--file: {kind.Kind}: {error.Message}");
        }
    }

    private static ObjectMeta Placed(ObjectMeta metadata) =>
        metadata.Namespace.Length > 0 ? metadata : metadata with { Namespace = DefaultNamespace };

    private static VaultStaticSecret ReferTo(SecretTransformation transformation) => new()
    {
        Metadata = transformation.Metadata,
        Spec = new VaultStaticSecretSpec
        {
            Destination = new Destination
            {
                Name = transformation.Metadata.Name,
                Create = true,
                Transformation = new SecretDataTransformation
                {
                    TransformationRefs = [new TransformationRef { Name = transformation.Metadata.Name }],
                },
            },
        },
    };

    private static ObjectKey Key(SecretTransformation transformation) =>
        new(transformation.Metadata.Namespace, transformation.Metadata.Name);
}
