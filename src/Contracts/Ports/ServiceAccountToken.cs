namespace Coffer.Contracts.Ports;

/// <summary>A ServiceAccount's token: a secret of one call, prints as <c>***</c>.</summary>
public sealed record ServiceAccountToken(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}
