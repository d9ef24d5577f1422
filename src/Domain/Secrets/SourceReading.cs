using System.Collections.Immutable;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Secrets;

/// <summary>
/// What the answers to all requests of a source say. Only <see cref="Found"/> may change a Secret; otherwise the last good one stays.
/// </summary>
public abstract record SourceReading
{
    private SourceReading()
    {
    }

    /// <summary>The secret is there. Holds values.</summary>
    /// <param name="Content">What is to be rendered.</param>
    /// <param name="Version">Which state of the source it is.</param>
    public sealed record Found(SourceContent Content, SourceVersion Version) : SourceReading
    {
        /// <summary>What looks wrong with it all the same; no values.</summary>
        public ImmutableArray<string> Remarks { get; init; } = [];

        /// <inheritdoc/>
        public override string ToString() => "***";
    }

    /// <summary>It is not there, or can't be read.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Failed(Problem Problem) : SourceReading
    {
        /// <summary>What Vault made and is of no use, as <see cref="SourceVersion.Id"/> would tell it; null for nothing.</summary>
        public string? Made { get; init; }
    }
}
