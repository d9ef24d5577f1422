using System.Text;
using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Regex;
using Coffer.Templates.Re2;

namespace Coffer.Templates;

/// <summary>
/// Regular expressions outside of templates, under the limits of templates: all that one matcher does together may take the steps and the
/// time of one template, from when it is made. Not thread-safe: one per use.
/// </summary>
/// <param name="limits">What it may use.</param>
/// <param name="clock">The clock of the time limit.</param>
public sealed class PatternMatcher(TemplateLimits limits, TimeProvider clock)
{
    private readonly Budget _budget = new(limits, clock);

    /// <summary>What it may use.</summary>
    public TemplateLimits Limits => limits;

    /// <summary>Refuses a pattern that <see cref="Compile"/> would refuse; cheaper, as no repeat is written out.</summary>
    /// <inheritdoc cref="Compile"/>
    public void Check(string pattern) => Limited(() =>
    {
        var bytes = Encoding.UTF8.GetBytes(pattern);
        _budget.Reserve(bytes.Length);
        Regexp.Check(bytes, Patterns.LimitsOf(_budget));
        return true;
    });

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="RegexpException">It is no regular expression of RE2.</exception>
    /// <exception cref="TemplateExecutionException">It is beyond a limit.</exception>
    public Regexp Compile(string pattern) => Limited(() => Patterns.Read(_budget, Encoding.UTF8.GetBytes(pattern), Regexp.Compile));

    /// <summary>Whether a pattern matches anywhere in a text.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text in UTF-8.</param>
    /// <exception cref="TemplateExecutionException">It is beyond a limit.</exception>
    public bool IsMatch(Regexp pattern, ReadOnlyMemory<byte> text) => Limited(() =>
    {
        _budget.Spend();
        return pattern.IsMatch(text.Span, new StepBudget(_budget));
    });

    private static T Limited<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (RegexpException error) when (error.IsLimit)
        {
            throw new TemplateExecutionException(error.Reason, error.Reason, TemplateLimit.Regex);
        }
        catch (LimitError error)
        {
            throw new TemplateExecutionException(error.Message, error.Message, error.Limit);
        }
    }
}
