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
