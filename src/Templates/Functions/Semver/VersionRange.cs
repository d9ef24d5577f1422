using System.Text;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Functions.Semver;

/// <summary>A whole constraint: groups joined by <c>||</c>, of which one must hold; within a group all comparisons must.</summary>
internal sealed class VersionRange
{
    private static readonly string[] Operators = ["!=", ">=", "=>", "<=", "=<", "~>", "=", ">", "<", "~", "^", ""];
    private readonly List<List<VersionConstraint>> _groups = [];

    private VersionRange()
    {
    }

    /// <exception cref="FunctionError">A group is malformed.</exception>
    public static VersionRange Parse(string text)
    {
        var range = new VersionRange();
        foreach (var group in WithoutHyphens(text).Split("||"))
        {
            range._groups.Add(ParseGroup(group) ?? throw new FunctionError("improper constraint: " + group));
        }

        return range;
    }

    public bool IsMetBy(SemanticVersion version) =>
        _groups.Exists(group => group.TrueForAll(constraint => constraint.IsMetBy(
            version, group.Exists(other => other.Version.Prerelease.Length > 0))));

    private static List<VersionConstraint>? ParseGroup(string text)
    {
        // The whole group is looked at before any number in it: a malformed group is reported as such even if it begins with a bad version.
        var written = new List<(string Comparison, VersionSyntax Syntax)>();
        var next = SkipBlanks(text, 0);
        while (next < text.Length || written.Count == 0)
        {
            if (ParseOne(text, ref next) is not { } constraint)
            {
                return null;
            }

            written.Add(constraint);
            if (!SkipSeparator(text, ref next))
            {
                return null;
            }
        }

        return written.ConvertAll(constraint => VersionConstraint.Of(constraint.Comparison, constraint.Syntax));
    }

    private static (string Comparison, VersionSyntax Syntax)? ParseOne(string text, ref int next)
    {
        var start = next;
        foreach (var comparison in Operators.Where(candidate => string.CompareOrdinal(text, start, candidate, 0, candidate.Length) == 0))
        {
            var at = SkipBlanks(text, start + comparison.Length);
            if (VersionSyntax.Match(text.AsSpan(at), VersionSyntax.IsDigitOrWildcard) is { } syntax)
            {
                next = at + syntax.Length;
                return (comparison, syntax);
            }
        }

        return null;
    }

    /// <summary>Passes over blanks or a comma with blanks, one of which must follow a comparison unless it is the last.</summary>
    private static bool SkipSeparator(string text, ref int next)
    {
        var start = next;
        next = SkipBlanks(text, next);
        if (next == text.Length)
        {
            return true;
        }

        if (text[next] == ',')
        {
            next = SkipBlanks(text, next + 1);
            return next < text.Length;
        }

        return next > start;
    }

    /// <summary>Rewrites ranges such as <c>1.2 - 1.4</c> into two comparisons.</summary>
    private static string WithoutHyphens(string text)
    {
        var result = new StringBuilder();
        var next = 0;
        while (next < text.Length)
        {
            if (MatchHyphen(text, next) is not { } range)
            {
                result.Append(text[next++]);
                continue;
            }

            result.Append(">= ").Append(range.From).Append(", <= ").Append(range.To).Append(' ');
            next = range.End;
        }

        return result.ToString();
    }

    private static (string From, string To, int End)? MatchHyphen(string text, int start)
    {
        var from = SkipBlanks(text, start);
        if (VersionSyntax.Match(text.AsSpan(from), VersionSyntax.IsDigitOrWildcard) is not { } low)
        {
            return null;
        }

        var hyphen = SkipBlanks(text, from + low.Length);
        var to = hyphen < text.Length && text[hyphen] == '-' ? SkipBlanks(text, hyphen + 1) : hyphen;
        if (hyphen == from + low.Length || to <= hyphen + 1
            || VersionSyntax.Match(text.AsSpan(to), VersionSyntax.IsDigitOrWildcard) is not { } high)
        {
            return null;
        }

        return (text.Substring(from, low.Length), text.Substring(to, high.Length), SkipBlanks(text, to + high.Length));
    }

    private static int SkipBlanks(string text, int next)
    {
        while (next < text.Length && text[next] is ' ' or '\t' or '\n' or '\f' or '\r')
        {
            next++;
        }

        return next;
    }
}
