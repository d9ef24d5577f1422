using Coffer.Domain.Rendering;

namespace Coffer.Cli.Template;

/// <summary>A Secret to print. Holds values.</summary>
internal sealed record RenderedSecret(string Name, string Namespace, string Type, SecretData Data)
{
    /// <summary>What looks wrong with it all the same; no values.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The manifest's own labels; those that the operator adds name the live object, which is not here.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The manifest's own annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}
