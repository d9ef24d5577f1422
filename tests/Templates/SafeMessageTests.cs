using static Coffer.Templates.Tests.Support.Rendering;

namespace Coffer.Templates.Tests;

/// <summary>The full message is Go's and may show a secret; the safe one never does, and still says where to look.</summary>
public sealed class SafeMessageTests
{
    private const string Secret = "s3cr3t";
    private const string Input = """{"Secrets":{"p":"s3cr3t","l":["s3cr3t"],"m":{"s3cr3t":1}}}""";

    [Theory]
    [InlineData("{{ range .Secrets.p }}{{ end }}",
        "template: main:1:17: executing \"main\" at <.Secrets.p>: range can't iterate over <redacted>")]
    [InlineData("{{ fail .Secrets.p }}", "template: main:1:3: executing \"main\" at <fail .Secrets.p>: error calling fail: <redacted>")]
    [InlineData("{{ eq .Secrets.l .Secrets.l }}",
        "template: main:1:3: executing \"main\" at <eq .Secrets.l .Secrets.l>: error calling eq: <redacted>")]
    [InlineData("{{ mustFromJson .Secrets.p }}",
        "template: main:1:3: executing \"main\" at <mustFromJson .Secrets.p>: error calling mustFromJson: <redacted>")]
    [InlineData("{{ upper .Secrets.l }}",
        "template: main:1:17: executing \"main\" at <.Secrets.l>: wrong type for value; expected string; got []interface {}")]
    public void A_safe_message_has_the_place_and_no_value(string template, string expected)
    {
        var error = Fails(template, Input);

        Assert.Equal(expected, error.SafeMessage);
        Assert.DoesNotContain(Secret, error.SafeMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ range .Secrets.p }}{{ end }}")]
    [InlineData("{{ fail .Secrets.p }}")]
    public void The_message_is_that_of_Go(string template) =>
        Assert.Contains(Secret, Fails(template, Input).Message, StringComparison.Ordinal);

    [Fact]
    public void A_parse_error_is_safe_as_it_is()
    {
        var error = FailsToParse("a\n{{ nope }}");

        Assert.Equal("template: main:2: function \"nope\" not defined", error.SafeMessage);
        Assert.Equal(error.Message, error.SafeMessage);
    }
}
