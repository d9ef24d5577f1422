using Coffer.Templates.Functions.Text;

namespace Coffer.Templates.Tests.Functions;

/// <summary>Case mappings as Go's unicode package has them.</summary>
public sealed class LettersTests
{
    [Theory]
    [InlineData(0x0131, 'I')]
    [InlineData(0x017F, 'S')]
    [InlineData(0x00DF, 0x00DF)]
    [InlineData(0x01C6, 0x01C4)]
    [InlineData(0x10D0, 0x1C90)]
    [InlineData(0x2171, 0x2161)]
    public void Upper_case_is_the_simple_mapping(int rune, int upper) => Assert.Equal(upper, Letters.ToUpper(rune));

    [Theory]
    [InlineData(0x0130, 'i')]
    [InlineData(0x212A, 'k')]
    [InlineData(0x2126, 0x03C9)]
    [InlineData(0x1E9E, 0x00DF)]
    public void Lower_case_is_the_simple_mapping(int rune, int lower) => Assert.Equal(lower, Letters.ToLower(rune));

    [Theory]
    [InlineData(0x01C6, 0x01C5)]
    [InlineData(0x10D0, 0x10D0)]
    [InlineData('a', 'A')]
    public void Title_case_differs_for_digraphs_and_Georgian(int rune, int title) => Assert.Equal(title, Letters.ToTitle(rune));

    /// <summary>U+A7CB came with Unicode 16.</summary>
    [Fact]
    public void A_capital_that_Go_does_not_know_yet_is_not_used() => Assert.Equal(0x0264, Letters.ToUpper(0x0264));
}
