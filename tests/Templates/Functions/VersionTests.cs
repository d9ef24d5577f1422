using Coffer.Templates.Functions.Semver;

namespace Coffer.Templates.Tests.Functions;

/// <summary>
/// Semantic versions; precedence is the example of the specification (section 11), ranges are those of the
/// documentation of Masterminds/semver.
/// </summary>
public sealed class VersionTests
{
    [Fact]
    public void Precedence_is_that_of_the_specification()
    {
        string[] ascending = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
            "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "2.0.0"];

        Assert.All(ascending.Zip(ascending.Skip(1)), pair => Assert.True(
            SemanticVersion.Parse(pair.First).CompareTo(SemanticVersion.Parse(pair.Second)) < 0, $"{pair}"));
    }

    [Theory]
    [InlineData("1.2 - 1.4.5", ">= 1.2, <= 1.4.5")]
    [InlineData("2.3.4 - 4.5", ">= 2.3.4, <= 4.5")]
    [InlineData("1.2.x", ">= 1.2.0, < 1.3.0")]
    [InlineData("<= 2.x", "< 3")]
    [InlineData("~1.2.3", ">= 1.2.3, < 1.3.0")]
    [InlineData("~1", ">= 1, < 2")]
    [InlineData("~2.3", ">= 2.3, < 2.4")]
    [InlineData("~1.x", ">= 1, < 2")]
    [InlineData("^1.2.3", ">= 1.2.3, < 2.0.0")]
    [InlineData("^1.2.x", ">= 1.2.0, < 2.0.0")]
    [InlineData("^2.3", ">= 2.3, < 3")]
    [InlineData("^0.2.3", ">=0.2.3, <0.3.0")]
    [InlineData("^0.2", ">=0.2.0, <0.3.0")]
    [InlineData("^0.0.3", ">=0.0.3, <0.0.4")]
    [InlineData("^0.0", ">=0.0.0, <0.1.0")]
    [InlineData("^0", ">=0.0.0, <1.0.0")]
    public void A_range_means_what_is_documented(string range, string comparisons)
    {
        var (left, right) = (VersionRange.Parse(range), VersionRange.Parse(comparisons));
        string[] versions = ["0.0.0", "0.0.3", "0.0.4", "0.1.0", "0.2.3", "0.2.9", "0.3.0", "1.0.0", "1.2.0", "1.2.2", "1.2.3", "1.2.9",
            "1.3.0", "1.4.5", "1.4.6", "1.9.9", "2.0.0", "2.3.0", "2.3.4", "2.4.0", "3.0.0", "4.5.0", "4.5.7", "5.0.0"];

        Assert.All(
            versions, version => Assert.Equal(right.IsMetBy(SemanticVersion.Parse(version)), left.IsMetBy(SemanticVersion.Parse(version))));
    }

    [Theory]
    [InlineData("{{ (semver \"1.2.3\").Compare nil }}")]
    [InlineData("{{ (semver \"1.2.3\").LessThan nil }}")]
    [InlineData("{{ (semver \"1.2.3\").Equal nil }}")]
    public void A_comparison_with_nil_fails_as_a_nil_pointer_in_Go(string template) =>
        Assert.EndsWith("runtime error: invalid memory address or nil pointer dereference", Support.Rendering.Fails(template).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_pattern_and_a_constraint_mean_the_same_however_often_they_come_up()
    {
        var template = "{{ range until 200 }}{{ regexFind (print \"b{\" (mod . 3) \"}\") \"abbc\" }}{{ semverCompare (print \"<\" (mod "
            + ". 3)) \"1.0.0\" }},{{ end }}";

        Assert.Equal(string.Concat(
            Enumerable.Range(0, 200).Select(number => $"{new string('b', number % 3)}{(number % 3 > 1 ? "true" : "false")},")),
            Support.Rendering.Render(template));
    }

    [Fact]
    public void A_bad_pattern_is_an_error_however_often_it_comes_up()
    {
        Assert.Equal("false", Support.Rendering.Render("{{ regexMatch \"(\" \"x\" }}"));
        Assert.Contains("error parsing regexp: missing closing ): `(`",
            Support.Rendering.Fails("{{ $_ := regexMatch \"(\" \"x\" }}{{ mustRegexMatch \"(\" \"x\" }}").Message,
            StringComparison.Ordinal);
    }
}
