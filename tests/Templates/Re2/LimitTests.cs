using System.Text;
using Coffer.Templates.Re2;
using CsCheck;

namespace Coffer.Templates.Tests.Re2;

/// <summary>Patterns that are too large, too deep or nonsense.</summary>
public sealed class LimitTests
{
    /// <summary>The smallest stack on which a compilation is expected to work, in bytes.</summary>
    private const int SmallStack = 512 * 1024;

    [Fact]
    public void Go_nests_999_deep_and_no_deeper()
    {
        OnSmallStack(() => Assert.True(Regexp.Compile(Nested("(", ")", 999), RegexpLimits.Default with { MaxCaptures = 999 }).IsMatch("")));
        OnSmallStack(() => Assert.True(Regexp.Compile(Nested("(?:", ")*", 999)).IsMatch("")));
        Assert.StartsWith(
            "error parsing regexp: expression nests too deeply: `((", ErrorOf(Nested("(", ")", 1_000)), StringComparison.Ordinal);
        Assert.StartsWith(
            "error parsing regexp: expression nests too deeply: `(?:", ErrorOf(Nested("(?:", ")*", 1_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_parentheses_cost_no_stack() => OnSmallStack(() => Assert.StartsWith(
        "error parsing regexp: missing closing )", ErrorOf(new string('(', 60_000)), StringComparison.Ordinal));

    [Fact]
    public void What_is_too_large_for_Go_has_Gos_words()
    {
        var pattern = "(" + string.Concat(Enumerable.Repeat("(xx?)", 1_000)) + "){1000}";

        Assert.Equal($"error parsing regexp: expression too large: `{pattern}`", ErrorOf(pattern));
    }

    [Fact]
    public void Repeats_of_a_thousand_copies_are_within_all_limits() =>
        Assert.True(Regexp.Compile("^(?:[a-z]{4}){0,250}$").IsMatch(new string('q', 1_000)));

    [Fact]
    public void An_alternation_of_nothing_but_nothing_is_small() =>
        Assert.InRange(Regexp.Compile("(" + new string('|', 12_345) + ")").Instructions, 1, 10);

    [Fact]
    public void The_callers_limits_are_told_in_numbers_and_without_the_pattern()
    {
        var limits = new RegexpLimits(MaxPatternBytes: 20, MaxInstructions: 100, MaxClassRanges: 50);

        Assert.Equal("regexp: the pattern has 21 bytes, the limit is 20", ErrorOf(new string('a', 21), limits));
        Assert.Equal("regexp: the expression needs 300 instructions, the limit is 100", ErrorOf("(?:abc){100}", limits));
        Assert.Equal("regexp: character classes have over 50 ranges, the limit", ErrorOf(@"\pL", limits));
        Assert.Equal("regexp: there are over 2 groups that capture, the limit", ErrorOf("()()()", limits with { MaxCaptures = 2 }));
        Assert.Null(ErrorOf("(?:ab){50}", limits));
    }

    [Fact]
    public void The_size_that_is_checked_is_the_size_that_is_built() => PatternGen.Any.Sample(pattern =>
    {
        var needed = Regexp.Compile(pattern).Instructions;
        var size = ErrorOf(pattern, RegexpLimits.Default with { MaxInstructions = 0 })!.Split(' ')[4];
        Assert.InRange(needed, 1, int.Parse(size) + 1);
    });

    [Fact]
    public void Any_bytes_are_a_pattern_or_an_error() => Gen.Byte.Array[0, 40].Sample(ErrorOrMatch);

    [Fact]
    public void Any_punctuation_is_a_pattern_or_an_error() =>
        Gen.String[Gen.Char[@"ab12|()[]{}*+?\^$.-:,<>!=Pipsm{nx}QEpLzU_é"], 0, 25].Sample(
            pattern => ErrorOrMatch(Encoding.UTF8.GetBytes(pattern)), iter: 20_000);

    private static void ErrorOrMatch(byte[] pattern)
    {
        try
        {
            Regexp.Compile(pattern).FindAllSubmatchIndex("ab(a]12-é\n"u8, -1);
        }
        catch (RegexpException refused)
        {
            Assert.NotEmpty(refused.Reason);
        }
    }

    private static string Nested(string open, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth));

    private static void OnSmallStack(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action), SmallStack);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static string? ErrorOf(string pattern, RegexpLimits? limits = null) =>
        Record.Exception(() => Regexp.Compile(pattern, limits))?.Message;
}
