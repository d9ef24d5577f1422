namespace Coffer.Contracts.Tests;

public sealed class ShortTextTests
{
    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abc...")]
    [InlineData("ab😀defg", 6, "ab...")]
    [InlineData("a😀defgh", 6, "a😀...")]
    public void A_text_is_cut_between_characters(string text, int most, string cut) => Assert.Equal(cut, ShortText.Cut(text, most));

    [Theory]
    [InlineData("ab", 2, "ab")]
    [InlineData("abc", 2, "ab")]
    [InlineData("a😀", 2, "a")]
    [InlineData("😀a", 2, "😀")]
    [InlineData("😀", 0, "")]
    public void The_head_of_a_text_ends_between_characters(string text, int most, string head) =>
        Assert.Equal(head, ShortText.Head(text, most));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Messages_and_names_keep_their_length_and_whole_characters(int pad)
    {
        var text = new string('x', pad) + string.Concat(Enumerable.Repeat("😀", 2000));
        foreach (var (cut, most) in new[] { (ShortText.Message(text), ShortText.MaxMessage), (ShortText.Name(text), ShortText.MaxName) })
        {
            Assert.InRange(cut.Length, most - 1, most);
            Assert.EndsWith("😀...", cut, StringComparison.Ordinal);
        }
    }
}
