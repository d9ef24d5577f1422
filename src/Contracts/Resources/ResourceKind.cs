namespace Coffer.Contracts.Resources;

/// <summary>A kind of the Kubernetes API.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">API version.</param>
/// <param name="Kind">Name of the kind.</param>
/// <param name="Plural">Name in paths.</param>
[GenerateSerializer, Immutable, Alias("coffer.ResourceKind")]
public sealed record ResourceKind(
    [property: Id(0)] string Group, [property: Id(1)] string Version, [property: Id(2)] string Kind, [property: Id(3)] string Plural)
{
    /// <summary>Group and version as manifests have them.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <inheritdoc/>
    public override string ToString() => Kind;
}
