using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>What a Secret was made with, which stands in the journal as one text of parts that are separated by blanks.</summary>
/// <param name="SpecHash">Hash of the part of the spec that the content follows.</param>
/// <param name="Session"><see cref="InputRef"/>s of what was used to log in.</param>
public sealed record SecretInputs(string SpecHash, string Session)
{
    private const string Spec = "spec/";
    private const string Metadata = "metadata/";

    private static readonly string Transformation = $"{ResourceKinds.SecretTransformation.Kind}/";

    /// <summary>Hash of annotations and labels; empty when no template sees them.</summary>
    public string MetadataHash { get; init; } = "";

    /// <summary><see cref="InputRef"/>s of what was used to render; empty for none.</summary>
    public string Transformations { get; init; } = "";

    /// <summary>Reads what <see cref="ToString"/> wrote; of another text, what is known of it.</summary>
    public static SecretInputs Parse(string? text)
    {
        var parts = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new SecretInputs(Hash(parts, Spec), Rest(parts))
        {
            MetadataHash = Hash(parts, Metadata),
            Transformations = string.Join(' ', parts.Where(IsTransformation)),
        };
    }

    /// <summary>
    /// True when a secret in step is to be synced for what was seen of its inputs: there are others, or none that can be used, which people
    /// have to hear of although the Secret is good until the next refresh. A failure that may pass by itself says nothing.
    /// </summary>
    /// <param name="synced">Inputs of the last sync.</param>
    /// <param name="now">Inputs now; null for none.</param>
    /// <param name="problem">Why there are none; null when that is not known.</param>
    /// <param name="isMadeAnew">
    /// Each sync would make something new in Vault: another login is no reason for that, and a lost one is told when one is needed.
    /// </param>
    public static bool AreOthers(string? synced, string? now, Failure? problem, bool isMadeAnew = false) =>
        isMadeAnew ? now is not null && Parse(now) with { Session = "" } != Parse(synced) with { Session = "" }
        : now is null ? problem is { IsTransient: false }
        : now != synced;

    /// <summary>As the journal keeps it.</summary>
    public override string ToString()
    {
        var own = MetadataHash.Length > 0 ? $"{Spec}{SpecHash} {Metadata}{MetadataHash}" : $"{Spec}{SpecHash}";
        return Transformations.Length > 0 ? $"{own} {Session} {Transformations}" : $"{own} {Session}";
    }

    private static string Hash(string[] parts, string name) =>
        Array.Find(parts, part => part.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "";

    private static string Rest(string[] parts) => string.Join(' ', parts.Where(part =>
        !part.StartsWith(Spec, StringComparison.Ordinal) && !part.StartsWith(Metadata, StringComparison.Ordinal)
        && !IsTransformation(part)));

    private static bool IsTransformation(string part) => part.StartsWith(Transformation, StringComparison.Ordinal);
}
