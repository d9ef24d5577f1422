using Coffer.Contracts;
using Coffer.Domain.Secrets;
using Coffer.Domain.Transformations;

namespace Coffer.Grains.Transformations;

/// <summary>What became of a secret's transformation.</summary>
internal abstract record Resolved
{
    /// <summary>It can be used.</summary>
    /// <param name="Transformation">What to render with.</param>
    /// <param name="Inputs">Its inputs, separated by blanks; empty for none.</param>
    public sealed record Found(Transformation Transformation, string Inputs) : Resolved;

    /// <summary>It can't be used.</summary>
    /// <param name="Problem">Why.</param>
    /// <param name="Failure">The failed call behind it; null when the manifests are at fault.</param>
    public sealed record Failed(Problem Problem, Failure? Failure) : Resolved;
}
