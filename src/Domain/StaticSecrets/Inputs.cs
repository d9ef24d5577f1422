using Coffer.Contracts;

namespace Coffer.Domain.StaticSecrets;

/// <summary>The inputs of a sync in one text: the hash of the spec, that of annotations and labels where templates see them, then <c>Kind/uid/generation</c> of what was used to log in and to render.</summary>
public static class Inputs
{
    private const string Transformation = " SecretTransformation/";

    /// <summary>The part of the spec.</summary>
    public static string OfSpec(string hash) => $"spec/{hash}";

    /// <summary>True when inputs were made under a spec of this hash.</summary>
    public static bool IsOfSpec(string? inputs, string hash) => (inputs ?? "").StartsWith(OfSpec(hash), StringComparison.Ordinal);

    /// <summary>True when inputs were made with annotations and labels of this hash.</summary>
    public static bool HaveMetadata(string? inputs, string hash) => (inputs ?? "").Contains($" {OfMetadata(hash)} ", StringComparison.Ordinal);

    /// <summary>The part that is of transformations; empty for none.</summary>
    public static string TransformationsOf(string? inputs) =>
        inputs?.IndexOf(Transformation, StringComparison.Ordinal) is { } at and >= 0 ? inputs[(at + 1)..] : "";

    /// <summary>
    /// True when a secret in step is to be synced for what was seen of its inputs: there are others, or none that can be used, which people have to hear of although the Secret is good until the next
    /// refresh. A failure that may pass by itself says nothing.
    /// </summary>
    /// <param name="synced">Inputs of the last sync.</param>
    /// <param name="now">Inputs now; null for none.</param>
    /// <param name="problem">Why there are none; null when that is not known.</param>
    public static bool AreOthers(string? synced, string? now, Failure? problem) =>
        now is null ? problem is { IsTransient: false } : now != synced;

    /// <summary>All of it.</summary>
    /// <param name="specHash">Hash of the spec.</param>
    /// <param name="session">What was used to log in.</param>
    /// <param name="metadataHash">Hash of annotations and labels; empty when no template sees them.</param>
    /// <param name="transformations">What was used to render; empty for none.</param>
    public static string Of(string specHash, string session, string metadataHash = "", string transformations = "")
    {
        var own = metadataHash.Length > 0 ? $"{OfSpec(specHash)} {OfMetadata(metadataHash)}" : OfSpec(specHash);
        return transformations.Length > 0 ? $"{own} {session} {transformations}" : $"{own} {session}";
    }

    private static string OfMetadata(string hash) => $"metadata/{hash}";
}
