using System.Text;
using Coffer.Templates.Re2;

namespace Coffer.Templates.Tests.Re2;

/// <summary>What is matched. Results are those of recordings of Go 1.26 and of the documentation of Go and RE2.</summary>
public sealed class MatchTests
{
    [Theory]
    [InlineData("(?i)straße", "STRASSE", false)]
    [InlineData("(?i)k", "\u212a", true)]
    [InlineData(@"\s", "\u00a0", false)]
    [InlineData(@"\s", "\v", false)]
    [InlineData(@"\pL+", "é", true)]
    [InlineData(@"^\w+$", "é", false)]
    [InlineData(@"\d", "٣", false)]
    [InlineData(@"\p{Greek}", "α", true)]
    [InlineData(@"\P{Greek}", "α", false)]
    [InlineData(@"[^\x00-\x7F]", "é", true)]
    [InlineData("a.c", "a\nc", false)]
    [InlineData("(?s)a.c", "a\nc", true)]
    [InlineData("^b$", "a\nb", false)]
    [InlineData("(?m)^b$", "a\nb", true)]
    [InlineData("b$", "b\n", false)]
    [InlineData(@"\Aabc\z", "abc", true)]
    [InlineData("^(dev|stage|prod)$", "prod2", false)]
    [InlineData(@"\Bx", "x", false)]
    [InlineData("(?m)^b$", "a\nb\nc", true)]
    [InlineData("(?m)^b$", "a\nbc", false)]
    [InlineData(@"(?m)\Ab\z", "a\nb\nc", false)]
    [InlineData(@"\B", "", true)]
    [InlineData(@"\B", "a", false)]
    [InlineData(@"a\b\pL", "aé", true)] // words are ASCII
    [InlineData("", "anything", true)]
    [InlineData("a{,2}", "aa", false)]
    [InlineData("a{,2}", "a{,2}", true)]
    [InlineData(@"\Q.*\E", "a.*b", true)]
    [InlineData(@"[^\x00-\x{10FFFF}]", "a", false)]
    [InlineData("0A|0[aA]", "0a", true)] // Go's issue 59007
    [InlineData("(?i:Z)x|Z", "z", false)]
    public void There_is_a_match_or_none(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Regexp.Compile(pattern).IsMatch(text));

    [Theory]
    [InlineData("(?U)a+", "aaa", "0,1")]
    [InlineData("(?U)a+?", "aaa", "0,3")]
    [InlineData("a|ab", "ab", "0,1")]
    [InlineData("(a+)(b+)?", "aaa", "0,3,0,3,-1,-1")]
    [InlineData("日.", "今日本語", "3,9")]
    [InlineData("(?:(a)|b)*", "ab", "0,2,0,1")]
    [InlineData("(|a)*", "aa", "0,0,0,0")]
    [InlineData("(|a)+", "aa", "0,0,0,0")]
    [InlineData("(a|b)*", "ab", "0,2,1,2")]
    [InlineData("(a){0}b", "ab", "1,2,-1,-1")]
    [InlineData(@"(?P<n>x)(?<m>y)", "xy", "0,2,0,1,1,2")]
    [InlineData("x*", "axx", "0,0")]
    [InlineData("x", "a", null)]
    public void The_leftmost_match_is_the_first_by_preference(string pattern, string text, string? expected)
    {
        var match = Regexp.Compile(pattern).FindSubmatchIndex(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected, match is null ? null : string.Join(',', match));
    }

    [Theory]
    [InlineData("[2,4,6,8]", "123456789", -1, "2 4 6 8")]
    [InlineData("a", "aaaa", 2, "a a")]
    [InlineData("a", "aaaa", 0, "")]
    [InlineData("a*", "baac", -1, " aa ")]
    [InlineData("a.", "paranormal", -1, "ar an al")]
    [InlineData("(a)(b)", "abab", -1, "ab ab")]
    public void All_matches_come_one_after_the_other(string pattern, string text, int limit, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var matches = Regexp.Compile(pattern).FindAllIndex(bytes, limit)
            .Select(match => Encoding.UTF8.GetString(bytes[match.Start..match.End]));

        Assert.Equal(expected, string.Join(' ', matches));
    }

    [Fact]
    public void Every_word_boundary_is_an_empty_match() => Assert.Equal(4, Regexp.Compile(@"\b").FindAllIndex("a b"u8, -1).Count);

    [Theory]
    [InlineData(".", "61FFE284", "0-1 1-2 2-3 3-4")]
    [InlineData(@"\x{FFFD}", "61FF", "1-2")]
    [InlineData(@"(?:)", "E697A5", "0-0 3-3")]
    [InlineData(@"[^a]", "F0908080", "0-4")]
    [InlineData(@"\x{FFFD}x", "EFBFBD78FF78", "0-4 4-6")]
    [InlineData(@".", "EDA080", "0-1 1-2 2-3")]
    public void A_byte_that_is_not_UTF8_counts_as_one_replacement_character(string pattern, string hex, string expected)
    {
        var matches = Regexp.Compile(pattern).FindAllIndex(Convert.FromHexString(hex), -1);

        Assert.Equal(expected, string.Join(' ', matches.Select(match => $"{match.Start}-{match.End}")));
    }

    [Fact]
    public void Groups_are_counted_and_named()
    {
        var regexp = Regexp.Compile("(?P<first>a)(b)(?:c)(?<last>d){0}");

        Assert.Equal(3, regexp.GroupCount);
        Assert.Equal(["", "first", "", "last"], regexp.GroupNames);
    }

    [Theory]
    [InlineData(@"\^$.|?*+()[]{}", @"\\\^\$\.\|\?\*\+\(\)\[\]\{\}")]
    [InlineData("Escaping symbols like: .+*?()|[]{}^$", @"Escaping symbols like: \.\+\*\?\(\)\|\[\]\{\}\^\$")]
    [InlineData("a-b é", "a-b é")]
    [InlineData("", "")]
    public void A_quoted_text_matches_itself(string text, string expected)
    {
        var quoted = Regexp.QuoteMeta(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected, Encoding.UTF8.GetString(quoted));
        Assert.Equal((0, Encoding.UTF8.GetByteCount(text)), Regexp.Compile(quoted).FindIndex(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void One_expression_serves_many_threads()
    {
        var regexp = Regexp.Compile(@"(\w+)@(\w+)\.org");
        var texts = Enumerable.Range(0, 2_000).Select(number => $"mail to user{number}@example{number}.org now").ToArray();

        var found = texts.AsParallel().AsOrdered()
            .Select(text => Encoding.UTF8.GetString(regexp.ReplaceAll(Encoding.UTF8.GetBytes(text), "$2/$1"u8))).ToArray();

        Assert.Equal(Enumerable.Range(0, 2_000).Select(number => $"mail to example{number}/user{number} now"), found);
    }
}
