using Coffer.Contracts.Resources;
using Coffer.Templates;

namespace Coffer.Domain.Transformations;

/// <summary>What templates see beside the secret, and what they may use.</summary>
public sealed record RenderContext
{
    /// <summary>Annotations of the secret's resource; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Labels of the secret's resource; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Leaves <c>_raw</c> out.</summary>
    public required bool ExcludeRaw { get; init; }

    /// <summary>Limits of each template; the time is that of all together.</summary>
    public required TemplateLimits Limits { get; init; }

    /// <summary>Keys that a map template may give, members and entries in their values among them.</summary>
    public int MaxFields { get; init; } = SpecLimits.Fields;

    /// <summary>The clock of the time limit.</summary>
    public required TimeProvider Clock { get; init; }
}
