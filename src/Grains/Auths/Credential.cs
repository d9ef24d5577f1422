namespace Coffer.Grains.Auths;

/// <summary>A credential: a secret of one call, prints as <c>***</c>.</summary>
internal sealed record Credential(string Value)
{
    public override string ToString() => "***";
}
