using Coffer.Templates.Re2;

namespace Coffer.Domain.Rendering;

/// <summary>Includes and excludes of a transformation: unanchored patterns of RE2 on top-level field names. An exclude wins; with includes, one of them must match.</summary>
public sealed class FieldFilter
{
    private readonly Regexp[] _includes;
    private readonly Regexp[] _excludes;

    private FieldFilter(Regexp[] includes, Regexp[] excludes) => (_includes, _excludes) = (includes, excludes);

    /// <summary>Whether a field is kept.</summary>
    public bool Keeps(string field) =>
        !Array.Exists(_excludes, pattern => pattern.IsMatch(field))
        && (_includes.Length == 0 || Array.Exists(_includes, pattern => pattern.IsMatch(field)));

    /// <summary>Compiles the patterns of a manifest.</summary>
    /// <param name="includes">Patterns of fields to keep.</param>
    /// <param name="excludes">Patterns of fields to drop.</param>
    /// <param name="errors">Gets one entry (field path, message) for each pattern that is not a regular expression.</param>
    /// <returns>The filter; null when there were errors.</returns>
    public static FieldFilter? Compile(IEnumerable<string> includes, IEnumerable<string> excludes, ICollection<SpecError> errors)
    {
        var before = errors.Count;
        var kept = CompileAll(includes, "spec.destination.transformation.includes", errors);
        var dropped = CompileAll(excludes, "spec.destination.transformation.excludes", errors);
        return errors.Count == before ? new FieldFilter(kept, dropped) : null;
    }

    private static Regexp[] CompileAll(IEnumerable<string> patterns, string path, ICollection<SpecError> errors)
    {
        var compiled = new List<Regexp>();
        foreach (var (index, pattern) in patterns.Index())
        {
            try
            {
                compiled.Add(Regexp.Compile(pattern));
            }
            catch (RegexpException bad)
            {
                errors.Add(new SpecError($"{path}[{index}]", bad.Message));
            }
        }

        return [.. compiled];
    }
}
