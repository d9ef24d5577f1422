using System.Text.Json.Serialization;

namespace Coffer.Contracts;

/// <summary>
/// Names one custom resource with its kind; as text <c>Kind/namespace/name</c>, which destination Secrets and workloads bear. Two kinds of
/// one name are two resources, and two actors.
/// </summary>
/// <param name="Kind">Name of the kind, e.g. <c>VaultStaticSecret</c>.</param>
/// <param name="Namespace">Namespace.</param>
/// <param name="Name">Name.</param>
[GenerateSerializer, Immutable, Alias("coffer.ResourceRef"), JsonConverter(typeof(ResourceRefConverter))]
public readonly record struct ResourceRef([property: Id(0)] string Kind, [property: Id(1)] string Namespace, [property: Id(2)] string Name)
{
    /// <summary>Names a resource of a kind.</summary>
    /// <param name="kind">Name of the kind.</param>
    /// <param name="key">Namespace and name.</param>
    public ResourceRef(string kind, ObjectKey key)
        : this(kind, key.Namespace, key.Name)
    {
    }

    /// <summary>Namespace and name; as text the key of the resource's grain.</summary>
    public ObjectKey Key => new(Namespace, Name);

    /// <summary>Reads <c>Kind/namespace/name</c>.</summary>
    /// <param name="text">The text; may be anything.</param>
    /// <returns>Null when there are not exactly two slashes, or a part is empty.</returns>
    public static ResourceRef? TryParse(string text) =>
        text.Split('/') is [{ Length: > 0 } kind, { Length: > 0 } ns, { Length: > 0 } name] ? new ResourceRef(kind, ns, name) : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}/{Namespace}/{Name}";
}
