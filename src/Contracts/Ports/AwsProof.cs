namespace Coffer.Contracts.Ports;

/// <summary>A signed request that tells whoever sends it on who signed it: a secret of one call, prints as <c>***</c>.</summary>
/// <param name="Fields">The fields <c>iam_*</c> of a login.</param>
/// <param name="Secrets">What must not be shown, should somebody repeat it, beside the fields themselves.</param>
public sealed record AwsProof(IReadOnlyDictionary<string, string> Fields, IReadOnlyList<string> Secrets)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}
