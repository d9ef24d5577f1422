using Coffer.Contracts;

namespace Coffer.Cli.Status;

/// <summary>An object that another one names, and what was found of it.</summary>
/// <param name="Kind">Its kind, as the other one names it.</param>
/// <param name="Key">Namespace and name; the namespace is empty where the reference can't be read.</param>
/// <param name="Field">The field that names it.</param>
/// <param name="Found">The object, or why there is none.</param>
internal sealed record Fact<T>(string Kind, ObjectKey Key, string Field, Outcome<T> Found)
    where T : notnull
{
    /// <summary>The object; null where there is none.</summary>
    public T? Value => Found.TryGet(out var value, out _) ? value : default;
}
