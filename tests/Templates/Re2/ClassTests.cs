using System.Globalization;
using System.Text;
using Coffer.Templates.Re2;

namespace Coffer.Templates.Tests.Re2;

/// <summary>Which characters a class holds. The ranges are those of the parser tests of Go.</summary>
public sealed class ClassTests
{
    /// <summary>The code points that the tests speak of, all between them, and the last 256.</summary>
    private static readonly byte[] Runes = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 0x3100).Concat(Enumerable.Range(0x10FF00, 0x100)).Select(rune => new Rune(rune).ToString())));

    [Theory]
    [InlineData(@"[[:lower:]]", "61-7a")]
    [InlineData(@"[[:^lower:]]", "0-60 7b-10ffff")]
    [InlineData(@"(?i)[[:lower:]]", "41-5a 61-7a 17f 212a")]
    [InlineData(@"(?i)[^[:lower:]]", "0-40 5b-60 7b-17e 180-2129 212b-10ffff")]
    [InlineData(@"\s", "9-a c-d 20")]
    [InlineData(@"\S", "0-8 b e-1f 21-10ffff")]
    [InlineData(@"[[:space:]]", "9-d 20")]
    [InlineData(@"\w", "30-39 41-5a 5f 61-7a")]
    [InlineData(@"(?i)\W", "0-2f 3a-40 5b-5e 60 7b-17e 180-2129 212b-10ffff")]
    [InlineData(@"[^\\]", "0-5b 5d-10ffff")]
    [InlineData(@"\p{Braille}", "2800-28ff")]
    [InlineData(@"\P{^Braille}", "2800-28ff")]
    [InlineData(@"[\p{^Braille}]", "0-27ff 2900-10ffff")]
    [InlineData(@"\pZ", "20 a0 1680 2000-200a 2028-2029 202f 205f 3000")]
    [InlineData(@"(?i)\p{ascii}", "0-7f 17f 212a")]
    [InlineData(@"[\012-\234]", "a-9c")]
    [InlineData(@"[\x{41}-\x7a]", "41-7a")]
    [InlineData(@"[a-zABC]", "41-43 61-7a")]
    [InlineData(@"[α-ε☺]", "3b1-3b5 263a")]
    [InlineData(@"(?i)[F-g]", "41-7a 17f 212a")]
    [InlineData(@"a|.", "0-9 b-10ffff")]
    [InlineData(@"[abc]|A|Z", "41 5a 61-63")]
    [InlineData(@"[]a]", "5d 61")]
    [InlineData(@"[a\-c]", "2d 61 63")]
    [InlineData(@"[a-]", "2d 61")]
    [InlineData(@"\p{Any}", "0-10ffff")]
    [InlineData(@"\p{^Any}", "")]
    public void A_class_holds_what_it_holds_in_Go(string pattern, string expected) => Assert.Equal(expected, RangesOf(pattern));

    [Theory]
    [InlineData("k", "4b 6b 212a")]
    [InlineData("ſ", "53 73 17f")]
    [InlineData("Δ", "394 3b4")]
    [InlineData("ß", "df 1e9e")]
    [InlineData("İ", "130")]
    [InlineData("ı", "131")]
    [InlineData("µ", "b5 39c 3bc")]
    [InlineData("ǅ", "1c4-1c6")]
    [InlineData("7", "37")]
    public void Case_is_ignored_as_by_SimpleFold(string letter, string expected) => Assert.Equal(expected, RangesOf($"(?i){letter}"));

    [Theory]
    [InlineData("Uppercase_Letter", "Lu")]
    [InlineData("__upper case-let ter", "Lu")]
    [InlineData("Letter", "L")]
    [InlineData("digit", "Nd")]
    [InlineData("punct", "P")]
    [InlineData("GREEK", "Greek")]
    [InlineData("Old_Italic", "olditalic")]
    [InlineData("Cased_Letter", "LC")]
    public void Names_may_be_written_loosely_since_Go_1_25(string loose, string name) =>
        Assert.Equal(RangesOf($@"\p{{{name}}}"), RangesOf($@"\p{{{loose}}}"));

    [Fact]
    public void Assigned_is_all_but_the_category_Cn() => Assert.Equal(RangesOf(@"\P{Cn}"), RangesOf(@"\p{Assigned}"));

    /// <summary>U+1DF25 came with Unicode 15; U+1C89 came with Unicode 16, which Go 1.26 does not know and this runtime does.</summary>
    [Fact]
    public void The_tables_are_of_Unicode_15_whatever_the_runtime_has()
    {
        Assert.Equal(UnicodeCategory.UppercaseLetter, CharUnicodeInfo.GetUnicodeCategory(0x1C89));
        Assert.True(Regexp.Compile(@"\p{Ll}").IsMatch("\U0001DF25"));
        Assert.False(Regexp.Compile(@"\p{Lu}").IsMatch("\u1C89"));
    }

    /// <summary>The engine reads the ranges off the code points in a row.</summary>
    private static string RangesOf(string pattern)
    {
        var matches = Regexp.Compile($"(?:{pattern})+").FindAllIndex(Runes, -1);
        return string.Join(' ', matches.Select(match => Show(RuneAt(match.Start), RuneBefore(match.End))));
    }

    private static string Show(int first, int last) => first == last ? $"{first:x}" : $"{first:x}-{last:x}";

    private static int RuneAt(int offset)
    {
        Rune.DecodeFromUtf8(Runes.AsSpan(offset), out var rune, out _);
        return rune.Value;
    }

    private static int RuneBefore(int offset)
    {
        Rune.DecodeLastFromUtf8(Runes.AsSpan(0, offset), out var rune, out _);
        return rune.Value;
    }
}
