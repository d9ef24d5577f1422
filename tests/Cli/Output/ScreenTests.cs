using Coffer.Cli.Output;

namespace Coffer.Cli.Tests.Output;

/// <summary>How answers are drawn.</summary>
public sealed class ScreenTests
{
    [Fact]
    public void Columns_stand_below_each_other_whatever_the_colour()
    {
        Screen Draw() => new Screen(80).Table(1, [["A", "LONG"], [new Piece("bb", Tone.Bad), "x"]]);

        Assert.Equal(" A   LONG\n bb  x\n", Draw().ToString(colours: false).ReplaceLineEndings("\n"));
        Assert.Equal(" A   LONG\n \e[1;31mbb  \e[0mx\n", Draw().ToString(colours: true).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Texts_are_broken_between_words() => Assert.Equal(
        "  one two three four\n  five\n",
        new Screen(22).Text(2, "one two three\nfour five").ToString(colours: false).ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("a\e[2Jb", "a?[2Jb")]
    [InlineData("a\nb\tc", "a b c")]
    [InlineData("\u202egpj.exe", "?gpj.exe")]
    [InlineData("größe", "größe")]
    public void What_a_manifest_says_moves_no_cursor(string text, string shown) => Assert.Equal(shown, SafeLine.Of(text));

    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(119, "119s")]
    [InlineData(125, "2m5s")]
    [InlineData(3600, "60m")]
    [InlineData(7260, "2h1m")]
    [InlineData(90000, "25h")]
    [InlineData(200000, "2d")]
    public void Lengths_of_time_are_told_as_kubectl_does(int seconds, string told) =>
        Assert.Equal(told, TimeWords.Span(TimeSpan.FromSeconds(seconds)));
}
