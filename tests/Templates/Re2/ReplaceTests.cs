using System.Text;
using Coffer.Templates.Re2;

namespace Coffer.Templates.Tests.Re2;

/// <summary>Replacing and splitting. Results are those of recordings of Go 1.26 and of the documentation and the tests of Go.</summary>
public sealed class ReplaceTests
{
    [Theory]
    [InlineData("a(x*)b", "-ab-axxb-", "T", "-T-T-")]
    [InlineData("a(x*)b", "-ab-axxb-", "$1", "--xx-")]
    [InlineData("a(x*)b", "-ab-axxb-", "$1W", "---")]
    [InlineData("a(x*)b", "-ab-axxb-", "${1}W", "-W-xxW-")]
    [InlineData("a(?P<1W>x*)b", "-ab-axxb-", "$1W", "--xx-")]
    [InlineData("", "abc", "-", "-a-b-c-")]
    [InlineData("b*", "abc", "-", "-a-c-")]
    [InlineData("[a-c]*", "abcbcdcdedef", "x", "xdxdxexdxexfx")]
    [InlineData("x", "axb", "$", "a$b")]
    [InlineData("x", "axb", "$$", "a$b")]
    [InlineData("x", "axb", "$0$0", "axxb")]
    [InlineData("x", "axb", "\\1", "a\\1b")]
    [InlineData("(?P<x>.)", "ab", "${x}${x}", "aabb")]
    [InlineData(@"\d{2,}?", "12345", "#", "##5")]
    [InlineData("(?m)^", "l1\nl2", "> ", "> l1\n> l2")]
    [InlineData("hello, (.+)", "hello, world", "<$0><$1><$2><$3>", "<hello, world><world><><>")]
    [InlineData("(?P<x>hi)|(?P<x>bye)", "bye", "$x$x$x", "byebyebye")]
    [InlineData("(?P<x>hi)|(?P<x>bye)", "hi", "$xyz", "")]
    [InlineData("a+", "aaa", "${oops", "${oops")]
    [InlineData("(x)?", "123", "$1", "123")]
    [InlineData("(a)(b){0}(c)", "xacxacx", ".$1|$3.", "x.a|c.x.a|c.x")]
    [InlineData("((a(b){0}){3}){5}(h)", "say aaaaaaaaaaaaaaaah", "y caramb$2", "say ay caramba")]
    [InlineData("a", "a", "$01", "")]
    [InlineData("a", "a", "${é}!", "!")]
    [InlineData("[^日]", "abc日def", "x", "xxx日xxx")]
    public void A_replacement_is_expanded_as_in_Go(string pattern, string text, string replacement, string expected) =>
        Assert.Equal(expected,
            Encoding.UTF8.GetString(Regexp.Compile(pattern).ReplaceAll(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(replacement))));

    [Theory]
    [InlineData("a(x*)b", "-ab-axxb-", "${1}", "-${1}-${1}-")]
    [InlineData("^|$", "abc", "|", "|abc|")]
    [InlineData("x", "abc", "y", "abc")]
    public void A_literal_replacement_is_not(string pattern, string text, string replacement, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(
            Regexp.Compile(pattern).ReplaceAllLiteral(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(replacement))));

    [Theory]
    [InlineData("a*", "abaabaccadaaae", 5, "|b|b|c|cadaaae")]
    [InlineData("z+", "pizzazz", -1, "pi|a|")]
    [InlineData(",", "a,b,c", 2, "a|b,c")]
    [InlineData(",", "a,b,c", 1, "a,b,c")]
    [InlineData("", "abc", -1, "a|b|c")]
    [InlineData(",", "", -1, "")]
    [InlineData("x", "abc", -1, "abc")]
    [InlineData(",", ",a,", -1, "|a|")]
    [InlineData("a", "banana", 2, "b|nana")]
    public void A_text_is_split_as_in_Go(string pattern, string text, int limit, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var pieces = Regexp.Compile(pattern).Split(bytes, limit)!;

        Assert.Equal(expected, string.Join('|', pieces.Select(piece => Encoding.UTF8.GetString(bytes[piece.Start..piece.End]))));
    }

    [Fact]
    public void No_pieces_wanted_is_null_and_nothing_split_by_nothing_is_empty()
    {
        Assert.Null(Regexp.Compile("b").Split("abc"u8, 0));
        Assert.Empty(Regexp.Compile("").Split(""u8, -1)!);
    }
}
