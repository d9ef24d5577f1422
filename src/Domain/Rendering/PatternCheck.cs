using Coffer.Templates;
using Coffer.Templates.Re2;

namespace Coffer.Domain.Rendering;

/// <summary>Whether patterns are regular expressions that can be used.</summary>
internal static class PatternCheck
{
    /// <summary>Everything that is wrong, as far as the matcher's steps and time go.</summary>
    public static IEnumerable<SpecError> Faults(IEnumerable<FieldPattern> patterns, PatternMatcher matcher)
    {
        foreach (var pattern in patterns)
        {
            var (fault, limit) = Fault(pattern.Text, matcher);
            if (fault is not null)
            {
                yield return new SpecError(pattern.Origin, fault);
            }

            if (limit is TemplateLimit.Steps or TemplateLimit.Time)
            {
                yield break;
            }
        }
    }

    private static (string? Fault, TemplateLimit Limit) Fault(string pattern, PatternMatcher matcher)
    {
        try
        {
            matcher.Check(pattern);
            return (null, TemplateLimit.None);
        }
        catch (RegexpException bad)
        {
            return (bad.Message, TemplateLimit.None);
        }
        catch (TemplateExecutionException beyond)
        {
            return (beyond.SafeMessage + LimitRemedy.Of(beyond.Limit), beyond.Limit);
        }
    }
}
