using System.Text;
using Coffer.Templates.Re2;
using CsCheck;

namespace Coffer.Templates.Tests.Re2;

/// <summary>Time is bounded by the size of the program times the length of the text. Counted in steps, not on a clock.</summary>
public sealed class LinearTimeTests
{
    /// <summary>At each place an instruction is reached once, and once more when it takes the code point.</summary>
    private const int VisitsPerPlace = 2;

    [Theory]
    [InlineData("(a*)*b")]
    [InlineData("(x+x+)+y")]
    [InlineData("(a|aa)+$")]
    [InlineData("(a|a)*b")]
    [InlineData("(.*)*(.*)*(.*)*=")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData("(?:a?){30}a{30}b")]
    [InlineData("((a{0,10}){0,10}){0,10}b")]
    [InlineData("(?i)(k|s)*(k|s)*(k|s)*z")]
    public void No_pattern_explodes(string pattern)
    {
        var regexp = Regexp.Compile(pattern);
        foreach (var letter in "axk")
        {
            var text = new string(letter, 20_000);
            var steps = StepsOf(counter => regexp.FindSubmatchIndex(Encoding.UTF8.GetBytes(text), counter));
            Assert.InRange(steps, 0, Bound(regexp, text.Length));
        }
    }

    [Fact]
    public void Twice_the_text_is_twice_the_steps()
    {
        var regexp = Regexp.Compile("(a*)*b");
        var (once, twice) = (StepsOver(10_000), StepsOver(20_000));

        Assert.InRange(once, 10_000 * 4, 10_000 * 20);
        Assert.InRange(twice, 2 * once - 100, 2 * once + 100);

        long StepsOver(int length) => StepsOf(counter => regexp.IsMatch(new string('a', length), counter));
    }

    [Fact]
    public void No_random_pattern_explodes()
    {
        var cases = Gen.Select(PatternGen.Any, Gen.String[Gen.Char["abcx\n é"], 0, 300]);

        cases.Sample((pattern, text) =>
        {
            var regexp = Regexp.Compile(pattern);
            var bytes = Encoding.UTF8.GetBytes(text);
            Assert.InRange(StepsOf(counter => regexp.FindSubmatchIndex(bytes, counter)), 0, Bound(regexp, bytes.Length));
        });
    }

    [Theory]
    [InlineData("needle[0-9]", "needle7")]
    [InlineData("(?i)7|8", "7")]
    [InlineData("[0-9]+|x", "x")]
    [InlineData("é|ü", "é")]
    public void What_no_match_begins_with_is_leapt_over(string pattern, string needle)
    {
        var regexp = Regexp.Compile(pattern);
        var hay = Encoding.UTF8.GetBytes(new string('n', 100_000) + needle);
        var steps = StepsOf(counter => Assert.Equal((100_000, hay.Length), regexp.FindIndex(hay, counter)));

        Assert.InRange(steps, 1, 3_000);
    }

    [Fact]
    public void A_budget_ends_the_match_with_its_own_exception_and_leaves_the_expression_usable()
    {
        var regexp = Regexp.Compile("(a|b)*c");
        var text = Encoding.UTF8.GetBytes(new string('a', 100_000));

        Assert.Throws<OutOfStepsException>(() => regexp.IsMatch(text, new StepCounter(limit: 100_000)));
        Assert.True(regexp.IsMatch("abc"));
    }

    private static long StepsOf(Action<StepCounter> match)
    {
        var counter = new StepCounter();
        match(counter);
        return counter.Steps;
    }

    private static long Bound(Regexp regexp, int length)
    {
        var copying = 1 + (regexp.GroupCount + 1) / 4;
        return (long)regexp.Instructions * VisitsPerPlace * copying * (length + 2);
    }
}
