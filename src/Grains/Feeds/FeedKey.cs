using Coffer.Contracts.Resources;

namespace Coffer.Grains.Feeds;

/// <summary>What a feed watches; as text <c>plural/namespace</c> or <c>plural/*</c>.</summary>
internal sealed record FeedKey(ResourceKind Kind, string? Namespace)
{
    public const string Everywhere = "*";

    private static readonly Dictionary<string, ResourceKind> Kinds =
        ResourceKinds.Custom.Append(ResourceKinds.Secret).ToDictionary(kind => kind.Plural, StringComparer.Ordinal);

    /// <exception cref="FormatException">Not of that form, or no kind that is watched.</exception>
    public static FeedKey Parse(string text) =>
        text.Split('/') is [var plural, { Length: > 0 } ns] && Kinds.TryGetValue(plural, out var kind)
            ? new FeedKey(kind, ns == Everywhere ? null : ns)
            : throw new FormatException($"'{text}' is not of the form plural/namespace or names no kind that is watched");

    public override string ToString() => $"{Kind.Plural}/{Namespace ?? Everywhere}";
}
