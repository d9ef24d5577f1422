using System.Collections.Immutable;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>What can be seen of a refused path with the token at hand.</summary>
/// <param name="MountType">Type of the mount; empty when Vault doesn't show it to this token.</param>
/// <param name="Capabilities">Capabilities on the path; empty when they could not be asked for.</param>
public sealed record Findings(string MountType, ImmutableArray<string> Capabilities)
{
    /// <summary>Nothing could be found out.</summary>
    public static readonly Findings None = new("", []);

    /// <inheritdoc/>
    public bool Equals(Findings? other) =>
        other is not null && MountType == other.MountType && Capabilities.SequenceEqual(other.Capabilities, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MountType, Capabilities.Length);
}
