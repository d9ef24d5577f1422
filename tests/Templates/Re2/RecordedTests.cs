using System.Text;
using Coffer.Templates.Re2;

namespace Coffer.Templates.Tests.Re2;

/// <summary>Byte for byte what Go answered.</summary>
public sealed class RecordedTests
{
    [Fact]
    public void Go_refuses_the_same_patterns_with_the_same_words()
    {
        var wrong = Recording.All.Where(recording => recording.Error is not null)
            .Select(recording => (recording.Pattern, recording.Error, Actual: ErrorOf(recording.Pattern)))
            .Where(result => result.Error != result.Actual);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Go_finds_the_same_matches_and_captures()
    {
        var wrong = Recording.All.Where(recording => recording.Error is null)
            .Select(
                recording => (recording.Pattern, recording.Text, Expected: Show(recording.Matches ?? []), Actual: Show(Matches(recording))))
            .Where(result => result.Expected != result.Actual);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Go_replaces_the_same()
    {
        var wrong = Recording.All.Where(recording => recording.Error is null)
            .Select(
                recording => (recording.Pattern, recording.Text, recording.Replacement, recording.Replaced, Actual: Replaced(recording)))
            .Where(result => result.Replaced != result.Actual);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Go_splits_the_same()
    {
        var wrong = Recording.All.Where(recording => recording.Error is null)
            .Where(recording => !(recording.Split ?? []).SequenceEqual(Pieces(recording)));

        Assert.Empty(wrong);
    }

    private static string? ErrorOf(string pattern) => Record.Exception(() => Regexp.Compile(pattern))?.Message;

    private static IEnumerable<int[]> Matches(Recording recording) =>
        Regexp.Compile(recording.Pattern).FindAllSubmatchIndex(Encoding.UTF8.GetBytes(recording.Text!), -1);

    private static string Replaced(Recording recording) => Encoding.UTF8.GetString(
        Regexp.Compile(recording.Pattern)
            .ReplaceAll(Encoding.UTF8.GetBytes(recording.Text!), Encoding.UTF8.GetBytes(recording.Replacement!)));

    private static IEnumerable<string> Pieces(Recording recording)
    {
        var text = Encoding.UTF8.GetBytes(recording.Text!);
        return Regexp.Compile(recording.Pattern).Split(text, -1)!.Select(piece => Encoding.UTF8.GetString(text[piece.Start..piece.End]));
    }

    private static string Show(IEnumerable<int[]> matches) => string.Join(' ', matches.Select(match => string.Join(',', match)));
}
