using System.Text.RegularExpressions;

namespace Coffer.Architecture.Tests;

/// <summary>How long lines of code are: none has to be scrolled to be read.</summary>
public sealed partial class LineLengthTests
{
    private const int Columns = 140;

    /// <summary>
    /// Raw and verbatim literals say what they say character by character. One of this many columns may make its line longer,
    /// as may one that goes over several lines.
    /// </summary>
    private const int LongLiteral = 90;

    [Theory]
    [InlineData("src")]
    [InlineData("embedded")]
    [InlineData("tests")]
    [InlineData("bench")]
    public void No_line_has_more_than_140_columns(string folder) => Assert.Empty(SourceFiles.In(folder).SelectMany(LongLines));

    [Theory]
    [InlineData(140, "x")]
    [InlineData(141, "x", 1)]
    [InlineData(50, "\"\"\"x\"\"\"")]
    [InlineData(141, "f(\"\"\"x\"\"\");")]
    [InlineData(141, "\"\"\"\n{0}\n\"\"\"")]
    [InlineData(141, "\"\"\"\n\"\"\";\n{0}", 3)]
    [InlineData(141, "[X(@\"x\")]")]
    [InlineData(141, "\"x\"", 1)]
    [InlineData(141, "f(\"\"\"short\"\"\", x)", 1)]
    public void Only_text_that_is_taken_as_it_stands_may_be_longer(int columns, string text, params int[] expected)
    {
        var grown = text.Contains("{0}", StringComparison.Ordinal)
            ? text.Replace("{0}", new string('x', columns), StringComparison.Ordinal)
            : text.Replace("x", new string('x', columns - text.Length + 1), StringComparison.Ordinal);

        Assert.Equal(expected, LongLines(grown.Split('\n')));
    }

    private static IEnumerable<string> LongLines(string file)
    {
        var lines = File.ReadAllLines(file);
        return LongLines(lines).Select(line => $"{Path.GetRelativePath(ProjectFile.Root, file)}:{line}: {lines[line - 1].Length} columns");
    }

    private static IEnumerable<int> LongLines(string[] lines)
    {
        var isText = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var quotes = RawQuotes().Count(lines[i]);
            var literals = Literal().EnumerateMatches(lines[i]);
            var longest = 0;
            foreach (var literal in literals)
            {
                longest = Math.Max(longest, literal.Length);
            }

            // An odd number of them begins or ends a text of several lines.
            var belongsToText = isText || quotes % 2 == 1;
            isText ^= quotes % 2 == 1;
            if (lines[i].Length > Columns && !belongsToText && longest < LongLiteral)
            {
                yield return i + 1;
            }
        }
    }

    [GeneratedRegex("\"\"\"+", RegexOptions.NonBacktracking)]
    private static partial Regex RawQuotes();

    [GeneratedRegex("\"\"\".*\"\"\"|@\"([^\"]|\"\")*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Literal();
}
