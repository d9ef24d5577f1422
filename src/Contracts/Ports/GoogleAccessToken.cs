namespace Coffer.Contracts.Ports;

/// <summary>An access token of Google for a workload: a secret of one call, prints as <c>***</c>.</summary>
public sealed record GoogleAccessToken(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}
