using System.Text;
using Coffer.Templates.Re2;

namespace Coffer.Templates.Tests;

/// <summary>Regular expressions outside of templates cost what they would cost in one.</summary>
public sealed class PatternMatcherTests
{
    private const long Steps = 20_000;

    /// <summary>Steps are held against the limit now and then, not one by one.</summary>
    private const long Slack = 5_000;

    [Theory]
    [InlineData("^never", "a")]
    [InlineData("(x*)*(y*)*z", "xxxxxxxxyyyyyyyyxxxxxxxxyyyyyyyyxxxxxxxx")]
    public void There_are_not_many_more_matches_than_steps(string pattern, string text)
    {
        var matcher = new PatternMatcher(new TemplateLimits { Steps = Steps }, TimeProvider.System);
        var (compiled, utf8, matches) = (matcher.Compile(pattern), Encoding.UTF8.GetBytes(text), 0L);

        var error = Assert.Throws<TemplateExecutionException>(() =>
        {
            for (; matches < 2 * Steps; matches++)
            {
                matcher.IsMatch(compiled, utf8);
            }
        });

        Assert.Equal(TemplateLimit.Steps, error.Limit);
        Assert.Equal("exceeded the limit of 20000 steps", error.SafeMessage);
        Assert.InRange(matches, 100, Steps + Slack);
    }

    [Fact]
    public void One_match_of_a_long_text_ends_too()
    {
        var matcher = new PatternMatcher(new TemplateLimits { Steps = Steps }, TimeProvider.System);
        var compiled = matcher.Compile("(a?){300}b");

        Assert.Equal(TemplateLimit.Steps, Assert.Throws<TemplateExecutionException>(() => matcher.IsMatch(
            compiled, Encoding.UTF8.GetBytes(new string('a', 1_000_000)))).Limit);
    }

    [Theory]
    [InlineData("(a{100}){9}", TemplateLimit.Regex)]
    [InlineData("(", TemplateLimit.None)]
    [InlineData("a{9}", null)]
    public void A_check_refuses_what_can_not_be_compiled(string pattern, TemplateLimit? refused)
    {
        Assert.Equal(refused, Refusal(matcher => matcher.Check(pattern)));
        Assert.Equal(refused, Refusal(matcher => matcher.Compile(pattern)));
    }

    private static TemplateLimit? Refusal(Action<PatternMatcher> act)
    {
        try
        {
            act(new PatternMatcher(new TemplateLimits { RegexInstructions = 50 }, TimeProvider.System));
            return null;
        }
        catch (RegexpException)
        {
            return TemplateLimit.None;
        }
        catch (TemplateExecutionException beyond)
        {
            return beyond.Limit;
        }
    }
}
