using System.Collections.Immutable;
using Coffer.Domain.Auths;

namespace Coffer.Domain.Secrets;

/// <summary>What a secret asks for, validated: as whom to read, where, and what the content follows.</summary>
public sealed record SourcePlan
{
    /// <summary>As whom to read.</summary>
    public required AuthKey Auth { get; init; }

    /// <summary>Vault namespace; empty for that of the VaultAuth.</summary>
    public required string Namespace { get; init; }

    /// <summary>What to ask, in this order; at least one.</summary>
    public required ImmutableArray<SourceRequest> Requests { get; init; }

    /// <summary>Leaves <c>_raw</c> out.</summary>
    public required bool ExcludeRaw { get; init; }

    /// <summary>Hash of the part of the spec that the content follows.</summary>
    public required string SpecHash { get; init; }

    /// <summary>Hash of the annotations and labels that templates see; empty when there are no templates.</summary>
    public required string MetadataHash { get; init; }
}
