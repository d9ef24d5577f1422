using System.Text;
using Coffer.Templates.Re2;

namespace Coffer.Templates.Tests.Re2;

/// <summary>
/// Go's error texts. Those of the first table are from recordings of Go 1.26, the others from Go's own documentation and tests.
/// </summary>
public sealed class SyntaxErrorTests
{
    [Theory]
    [InlineData("(?=a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("(?>a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?>`")]
    [InlineData("(?!x)", "error parsing regexp: invalid or unsupported Perl syntax: `(?!`")]
    [InlineData("(?<!a)b", "error parsing regexp: invalid named capture: `(?<!a)b`")]
    [InlineData("[b-a]", "error parsing regexp: invalid character class range: `b-a`")]
    [InlineData(@"\p{Nope}", @"error parsing regexp: invalid character class range: `\p{Nope}`")]
    [InlineData("[[:nope:]]", "error parsing regexp: invalid character class range: `[:nope:]`")]
    [InlineData("x{1001}", "error parsing regexp: invalid repeat count: `{1001}`")]
    [InlineData("a)", "error parsing regexp: unexpected ): `a)`")]
    [InlineData("(", "error parsing regexp: missing closing ): `(`")]
    [InlineData("*", "error parsing regexp: missing argument to repetition operator: `*`")]
    [InlineData("?", "error parsing regexp: missing argument to repetition operator: `?`")]
    public void The_recorded_errors_of_Go_1_26(string pattern, string expected) => Assert.Equal(expected, ErrorOf(pattern));

    [Theory]
    [InlineData("(?P<name", "invalid named capture: `(?P<name`")]
    [InlineData("(?P<x y>a)", "invalid named capture: `(?P<x y>`")]
    [InlineData("(?P<>a)", "invalid named capture: `(?P<>`")]
    [InlineData("(?<name", "invalid named capture: `(?<name`")]
    [InlineData("(?<x y>a)", "invalid named capture: `(?<x y>`")]
    [InlineData("(?P=n)", "invalid or unsupported Perl syntax: `(?P`")]
    [InlineData("(?i-)", "invalid or unsupported Perl syntax: `(?i-)`")]
    [InlineData("(?i", "invalid or unsupported Perl syntax: `(?i`")]
    [InlineData("a**", "invalid nested repetition operator: `**`")]
    [InlineData("a*+?", "invalid nested repetition operator: `*+?`")]
    [InlineData("a{2}{3}", "invalid nested repetition operator: `{2}{3}`")]
    [InlineData("x{2,1}", "invalid repeat count: `{2,1}`")]
    [InlineData("x{9876543210}", "invalid repeat count: `{9876543210}`")]
    [InlineData("(?:[a-z]{4}){0,251}", "invalid repeat count: `{0,251}`")]
    [InlineData("((((((((((x{2}){2}){2}){2}){2}){2}){2}){2}){2}){2})", "invalid repeat count: `{2}`")]
    [InlineData("[a-z", "missing closing ]: `[a-z`")]
    [InlineData("a[b", "missing closing ]: `[b`")]
    [InlineData("a\\", "trailing backslash at end of expression: ``")]
    [InlineData(@"\Q\E*", "missing argument to repetition operator: `*`")]
    [InlineData(@"(|*)", "missing argument to repetition operator: `*`")]
    [InlineData(@"\8", @"invalid escape sequence: `\8`")]
    [InlineData(@"\1", @"invalid escape sequence: `\1`")]
    [InlineData(@"abc\Z", @"invalid escape sequence: `\Z`")]
    [InlineData(@"\C", @"invalid escape sequence: `\C`")]
    [InlineData(@"\x{110000}", @"invalid escape sequence: `\x{110000`")]
    [InlineData(@"[a-\d]", @"invalid escape sequence: `\d`")]
    [InlineData(@"\pX", @"invalid character class range: `\pX`")]
    [InlineData(@"\p{Greek", @"invalid character class range: `\p{Greek`")]
    public void Each_error_names_the_part_at_fault(string pattern, string expected) =>
        Assert.Equal("error parsing regexp: " + expected, ErrorOf(pattern));

    [Theory]
    [InlineData("FF", "invalid UTF-8: `\xFF`")]
    [InlineData("615BFF5D", "invalid UTF-8: `\xFF]`")]
    [InlineData("5CFF", "invalid UTF-8: `\xFF`")]
    [InlineData("5C51FF5C45", "invalid UTF-8: `\xFF`")]
    [InlineData("283F503CFF3E6129", "invalid UTF-8: `\xFF`")]
    public void Bytes_that_are_no_text_are_quoted_as_they_are(string hex, string expected)
    {
        var error = Assert.Throws<RegexpException>(() => Regexp.Compile(Convert.FromHexString(hex)));

        Assert.Equal("error parsing regexp: " + expected, Encoding.Latin1.GetString(error.Utf8Message.Span));
    }

    [Theory]
    [InlineData("(", "regexp: Compile(`(`): error parsing regexp: missing closing ): `(`")]
    [InlineData("(`\n", "regexp: Compile(\"(`\\n\"): error parsing regexp: missing closing ): `(`\n`")]
    public void A_bad_pattern_of_MustCompile_has_the_text_of_the_panic(string pattern, string expected) =>
        Assert.Equal(expected, Assert.Throws<RegexpException>(() => Regexp.MustCompile(Encoding.UTF8.GetBytes(pattern))).Message);

    [Fact]
    public void The_reason_never_shows_the_pattern() =>
        Assert.Equal("missing closing )", Assert.Throws<RegexpException>(() => Regexp.Compile("(secret")).Reason);

    private static string? ErrorOf(string pattern) => Record.Exception(() => Regexp.Compile(pattern))?.Message;
}
