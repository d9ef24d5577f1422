using System.Text;
using System.Text.RegularExpressions;
using Coffer.Templates.Re2;
using CsCheck;

namespace Coffer.Templates.Tests.Re2;

/// <summary>
/// Where both read a pattern alike, the engine finds what .NET's backtracking engine finds: both take the leftmost match, and of those
/// the first by preference.
/// </summary>
public sealed class DotNetDifferentialTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["aabbcx1. \n"], 0, 12];

    [Fact]
    public void The_first_match_and_its_captures_are_the_same() =>
        Gen.Select(PatternGen.Common, Text)
            .Sample((pattern, text) => Assert.Equal(ByDotNet(pattern, text), ByEngine(pattern, text)), iter: 5_000);

    [Fact]
    public void So_they_are_regardless_of_case_and_with_newlines() =>
        Gen.Select(PatternGen.Common, Text).Sample(
            (pattern, text) => Assert.Equal(ByDotNet($"(?is)A{pattern}", text), ByEngine($"(?is)A{pattern}", text)),
            iter: 2_000);

    private static string ByEngine(string pattern, string text) =>
        Regexp.Compile(pattern).FindSubmatchIndex(Encoding.UTF8.GetBytes(text)) is { } match ? string.Join(',', match) : "none";

    private static string ByDotNet(string pattern, string text)
    {
        var match = Regex.Match(text, pattern, RegexOptions.CultureInvariant);
        return match.Success
            ? string.Join(',', match.Groups.Values.Select(group => group.Success ? $"{group.Index},{group.Index + group.Length}" : "-1,-1"))
            : "none";
    }
}
