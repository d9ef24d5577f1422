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

    [Theory]
    [InlineData("{{ $d := dict \"a\" 1 }}{{ range 40 }}{{ $d = dict \"l\" $d \"r\" $d }}{{ end }}{{ deepCopy $d }}")]
    [InlineData("{{ $d := dict }}{{ range $i, $_ := until 500000 }}{{ $_ := set $d (toString $i) (dict \"a\" (dict)) }}{{ end }}")]
    [InlineData("{{ $json := print \"[\" (repeat 1000000 \"{},\") \"0]\" }}{{ range 100 }}{{ $_ := fromJson $json }}{{ end }}")]
    [InlineData("{{ $l := list }}{{ range 1000 }}{{ $l = append $l (chunk 1 (until 100000)) }}{{ end }}")]
    [InlineData("{{ $l := list }}{{ $s := repeat 4000000 \"x\" }}{{ range 1000 }}{{ $l = append $l (upper $s) }}{{ end }}")]
    [InlineData("{{ $l := list }}{{ range 1000 }}{{ $l = append $l (regexFindAll \"x\" (repeat 200000 \"x\") -1) }}{{ end }}")]
    public void What_a_rendering_keeps_is_limited_by_its_steps(string template)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Fails(template, limits: new() { Time = TimeSpan.FromMinutes(2) });

        Assert.Equal(TemplateLimit.Steps, error.Limit);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 800L * 1024 * 1024);
    }

    [Fact]
    public void Sorting_the_keys_of_a_map_for_a_loop_that_stops_at_once_costs_steps() =>
        Assert.Equal(TemplateLimit.Steps, Fails("{{ $d := dict }}{{ range until 100 }}{{ $_ := set $d (toString .) 1 }}{{ end }}{{ range "
            + "200 }}{{ range $d }}{{ break }}{{ end }}{{ end }}", limits: Small).Limit);

    [Theory]
    [InlineData("{{ regexFindAll \"x\" (repeat 900 \"x\") -1 }}")]
    [InlineData("{{ regexSplit \"x\" (repeat 900 \"x\") -1 }}")]
    public void A_list_of_very_many_small_texts_counts_as_a_long_text(string template) =>
        Assert.Equal(TemplateLimit.Output, Fails(template, limits: Small).Limit);

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
        Assert.Equal("50", Render("{{ define \"x\" }}{{ if lt . 50 }}{{ template \"x\" (add1 . | int) }}{{ else }}{{ . }}{{ end }}{{ end "
            + "}}{{ template \"x\" 1 }}", limits: Small));
    }

    [Fact]
    public void Maps_and_lists_of_thousands_built_one_by_one_are_within_the_defaults()
    {
        Assert.Equal(
            "5000", Render("{{ $d := dict }}{{ range $i := until 5000 }}{{ $_ := set $d (toString $i) $i }}{{ end }}{{ len $d }}"));
        Assert.Equal("2000", Render("{{ $l := list }}{{ range $i := until 2000 }}{{ $l = append $l $i }}{{ end }}{{ len $l }}"));
    }
}
