namespace Coffer.Templates.Tests.Functions;

/// <summary>Functions that make much of little stop at the limits, quickly and before the memory is gone.</summary>
public sealed class LimitTests
{
    private static readonly TemplateLimits Limits = new() { OutputBytes = 10_000, Steps = 100_000 };

    [Theory]
    [InlineData("{{ repeat 1000000000 \"ab\" }}")]
    [InlineData("{{ until 9223372036854775807 }}")]
    [InlineData("{{ untilStep 0 -9223372036854775807 -1 }}")]
    [InlineData("{{ seq 1 1000000000 }}")]
    [InlineData("{{ indent 1000000000 \"a\" }}")]
    [InlineData("{{ $a := repeat 5000 \"a\" }}{{ replace \"a\" $a $a }}")]
    [InlineData("{{ $a := repeat 5000 \"a\" }}{{ regexReplaceAll \"a\" $a $a }}")]
    [InlineData("{{ $a := repeat 5000 \"a\" }}{{ regexReplaceAll \"(a+)\" $a \"$1$1$1$1\" }}")]
    [InlineData("{{ $a := repeat 5000 \"a\" }}{{ join $a (until 100) }}")]
    [InlineData("{{ $a := repeat 5000 \"a\" }}{{ wrapWith 1 $a $a }}")]
    [InlineData("{{ splitList \"\" (repeat 5000 \"a\") }}")]
    [InlineData("{{ bcrypt \"x\" }}")]
    [InlineData("{{ $l := list }}{{ range until 1000 }}{{ $l = append $l . }}{{ end }}")]
    [InlineData("{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ deepCopy $d }}")]
    [InlineData("{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ $d }}")]
    [InlineData("{{ $a := dict }}{{ $b := dict \"a\" $a }}{{ $_ := set $a \"a\" $b }}{{ deepEqual $a $b }}")]
    public void A_limit_ends_it(string template) =>
        Assert.Contains("exceeded the", Rendering.Of(template, Limits), StringComparison.Ordinal);
}
