namespace Coffer.Contracts;

/// <summary>Names one namespaced object of the Kubernetes API; as text <c>namespace/name</c>, which is also a grain's key.</summary>
[GenerateSerializer, Immutable, Alias("coffer.ObjectKey")]
public readonly record struct ObjectKey([property: Id(0)] string Namespace, [property: Id(1)] string Name)
{
    /// <summary>Reads <c>namespace/name</c>.</summary>
    /// <exception cref="FormatException">There is not exactly one slash, or a side is empty.</exception>
    public static ObjectKey Parse(string text)
    {
        var parts = text.Split('/');
        return parts is [{ Length: > 0 } ns, { Length: > 0 } name]
            ? new ObjectKey(ns, name)
            : throw new FormatException($"'{text}' is not of the form namespace/name");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";
}
