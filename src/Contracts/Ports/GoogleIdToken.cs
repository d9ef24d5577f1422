namespace Coffer.Contracts.Ports;

/// <summary>An ID token of a Google service account, a JWT: a secret of one call, prints as <c>***</c>.</summary>
public sealed record GoogleIdToken(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}
