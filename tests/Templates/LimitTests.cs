using Coffer.Templates.Tests.Support;
using static Coffer.Templates.Tests.Support.Rendering;

namespace Coffer.Templates.Tests;

/// <summary>What a tenant's template cannot do: fill the memory, keep a core busy, end the process.</summary>
public sealed class LimitTests
{
    private static readonly TemplateLimits Small = new() { OutputBytes = 1000, Steps = 10_000, Depth = 50 };

    [Theory]
    [InlineData("{{ range 200 }}ten bytes.{{ end }}")]
    [InlineData("{{ repeat 1001 \"x\" }}")]
    [InlineData("{{ printf \"%1001d\" 1 }}")]
    [InlineData("{{ printf \"%.1000000f\" 1.0 }}")]
    [InlineData("{{ $x := \"0123456789\" }}{{ range 60 }}{{ $x = print $x $x }}{{ end }}")]
    [InlineData("{{ $x := \"0123456789\" }}{{ range 60 }}{{ $x = toJson (list $x $x) }}{{ end }}")]
    [InlineData("{{ indent 1001 \"x\" }}")]
    public void Output_is_limited_and_so_is_each_text_on_the_way(string template)
    {
        var error = Fails(template, limits: Small);

        Assert.Equal(TemplateLimit.Output, error.Limit);
        Assert.EndsWith("exceeded the limit of 1000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ range 1000000000 }}{{ end }}")]
    [InlineData("{{ range 9223372036854775807 }}{{ range 9223372036854775807 }}{{ end }}{{ end }}")]
    [InlineData("{{ until 1000000000 }}")]
    [InlineData("{{ $x := list 1 }}{{ range 60 }}{{ $x = concat $x $x }}{{ end }}")]
    [InlineData("{{ $x := list 1 }}{{ range 60 }}{{ $x = list $x $x }}{{ end }}{{ deepEqual $x (deepCopy $x) }}")]
    public void Steps_are_limited(string template)
    {
        var error = Fails(template, limits: Small);

        Assert.Equal(TemplateLimit.Steps, error.Limit);
        Assert.Contains("exceeded the limit of 10000 steps", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_is_limited_in_the_words_of_Go()
    {
        var error = Fails("{{ define \"x\" }}{{ template \"x\" }}{{ end }}{{ template \"x\" }}", limits: Small);

        Assert.Equal(TemplateLimit.Depth, error.Limit);
        Assert.Equal("template: main:1:28: executing \"x\" at <{{template \"x\"}}>: exceeded maximum template depth (50)", error.Message);
    }

    [Fact]
    public void A_map_that_contains_itself_ends_in_an_error()
    {
        var error = Fails("{{ $d := dict }}{{ $_ := set $d \"self\" $d }}{{ $d }}");

        Assert.Equal(TemplateLimit.Depth, error.Limit);
    }

    [Fact]
    public void Time_is_limited_by_the_clock_that_is_given()
    {
        var error = Fails("{{ range 1000000 }}{{ end }}", clock: new ManualClock(TimeSpan.FromSeconds(4)));

        Assert.Equal(TemplateLimit.Time, error.Limit);
        Assert.Contains("exceeded the limit of 10 seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Regular_expressions_are_limited_in_size()
    {
        var error = Fails("{{ regexMatch \"(a{100}){10}\" \"x\" }}", limits: new() { RegexInstructions = 500 });

        Assert.Equal(TemplateLimit.Regex, error.Limit);
    }

    [Fact]
    public void What_a_limit_allows_is_rendered()
    {
        Assert.Equal(1000, Render("{{ repeat 1000 \"x\" }}", limits: Small).Length);
        Assert.Equal("50", Render("{{ define \"x\" }}{{ if lt . 50 }}{{ template \"x\" (add1 . | int) }}{{ else }}{{ . }}{{ end }}{{ end }}{{ template \"x\" 1 }}", limits: Small));
    }

    [Fact]
    public void Maps_and_lists_of_thousands_built_one_by_one_are_within_the_defaults()
    {
        Assert.Equal("5000", Render("{{ $d := dict }}{{ range $i := until 5000 }}{{ $_ := set $d (toString $i) $i }}{{ end }}{{ len $d }}"));
        Assert.Equal("2000", Render("{{ $l := list }}{{ range $i := until 2000 }}{{ $l = append $l $i }}{{ end }}{{ len $l }}"));
    }
}
