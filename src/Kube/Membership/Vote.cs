namespace Coffer.Kube.Membership;

/// <summary>A silo's vote that another one is dead.</summary>
internal sealed record Vote(string Silo, DateTime Time);
