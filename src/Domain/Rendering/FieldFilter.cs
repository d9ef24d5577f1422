using System.Text;
using Coffer.Templates;

namespace Coffer.Domain.Rendering;

/// <summary>
/// Includes and excludes of a transformation: unanchored patterns of RE2 on top-level field names. An exclude wins; with includes, one of
/// them must match. Nothing compiled is kept: one pattern at a time takes memory, however many there are.
/// </summary>
/// <param name="Includes">Patterns of fields to keep; none for all.</param>
/// <param name="Excludes">Patterns of fields to drop.</param>
public sealed record FieldFilter(IReadOnlyList<FieldPattern> Includes, IReadOnlyList<FieldPattern> Excludes)
{
    /// <summary>Keeps every field.</summary>
    public static readonly FieldFilter Everything = new([], []);

    /// <summary>True when it keeps every field.</summary>
    public bool IsEmpty => Includes.Count == 0 && Excludes.Count == 0;

    /// <summary>Bytes that the patterns take in memory.</summary>
    internal long TextBytes => Includes.Concat(Excludes).Sum(static pattern => sizeof(char) * (long)pattern.Text.Length);

    /// <summary>Chooses the fields that are kept.</summary>
    /// <param name="fields">Names of fields.</param>
    /// <param name="matcher">Pays for it.</param>
    /// <param name="problem">Set when that is beyond a limit; names the pattern's place, never a field.</param>
    /// <returns>Those that are kept; null with a problem.</returns>
    public IReadOnlySet<string>? Choose(IEnumerable<string> fields, PatternMatcher matcher, out string? problem)
    {
        var left = fields.Select(static name => new Field(name, Encoding.UTF8.GetBytes(name))).ToList();
        problem = Take(left, Excludes, matcher, []);
        if (problem is null && Includes.Count > 0)
        {
            var included = new List<Field>();
            problem = Take(left, Includes, matcher, included);
            left = included;
        }

        return problem is null ? left.Select(static field => field.Name).ToHashSet(StringComparer.Ordinal) : null;
    }

    /// <summary>Moves what one of the patterns matches.</summary>
    private static string? Take(List<Field> from, IReadOnlyList<FieldPattern> patterns, PatternMatcher matcher, List<Field> to)
    {
        foreach (var pattern in patterns.TakeWhile(_ => from.Count > 0))
        {
            try
            {
                var compiled = matcher.Compile(pattern.Text);
                var matched = from.ToLookup(field => matcher.IsMatch(compiled, field.Utf8));
                to.AddRange(matched[true]);
                from.Clear();
                from.AddRange(matched[false]);
            }
            catch (TemplateExecutionException beyond)
            {
                return $"{pattern.Origin}: {beyond.SafeMessage}{LimitRemedy.Of(beyond.Limit)}";
            }
        }

        return null;
    }

    private sealed record Field(string Name, byte[] Utf8);
}
