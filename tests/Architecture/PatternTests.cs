using System.Text.RegularExpressions;

namespace Coffer.Architecture.Tests;

/// <summary>How texts are searched. Most of them are somebody else's: a search must take no longer than its text is long.</summary>
public sealed class PatternTests
{
    private static readonly Regex Use = new(
        @"new Regex\(|\bRegex\??\s+\w+\s*(\{[^}]*\}\s*)?=>?\s*new\(|GeneratedRegex\(|\bRegex\.(IsMatch|Match|Matches|Replace|Split|Count|EnumerateMatches|EnumerateSplits)\(",
        RegexOptions.NonBacktracking);

    /// <summary>
    /// .NET's other engines try again and again: one line of an answer kept a core busy for minutes. Templates have an engine of their
    /// own, which is linear too.
    /// </summary>
    [Fact]
    public void No_regular_expression_of_NET_backtracks()
    {
        var backtracking = from file in SourceFiles.In("src").Concat(SourceFiles.In("embedded"))
                           let code = File.ReadAllText(file)
                           from Match use in Use.Matches(code)
                           where !Statement(code, use.Index).Contains("RegexOptions.NonBacktracking", StringComparison.Ordinal)
                           select $"{Path.GetRelativePath(ProjectFile.Root, file)}: {Statement(code, use.Index)}";

        Assert.Empty(backtracking);
    }

    /// <summary>To the end of the statement or of the attribute.</summary>
    private static string Statement(string code, int start)
    {
        var end = code.AsSpan(start).IndexOfAny('\r', '\n');
        var whole = code.IndexOf(';', start);
        return code[start..Math.Max(whole, end < 0 ? code.Length : start + end)];
    }
}
