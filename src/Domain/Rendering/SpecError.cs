namespace Coffer.Domain.Rendering;

/// <summary>One thing that is wrong with a manifest.</summary>
/// <param name="Path">Path of the field, e.g. <c>spec.refreshAfter</c>.</param>
/// <param name="Message">What is wrong and what would be right; no secret values.</param>
public sealed record SpecError(string Path, string Message)
{
    /// <summary>The error unless something holds.</summary>
    public static IEnumerable<SpecError> Unless(bool holds, string path, string message) => holds ? [] : [new SpecError(path, message)];

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";
}
