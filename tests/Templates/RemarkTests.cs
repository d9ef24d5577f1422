using System.Text;
using Coffer.Templates.Tests.Support;

namespace Coffer.Templates.Tests;

/// <summary>What is no error in Go, and most likely one of the template: the output is Go's, and it is told, never with a value.</summary>
public sealed class RemarkTests
{
    [Theory]
    [InlineData("{{ b64dec .Secrets.word }}", "illegal base64 data at input byte 6", "main:1:3: b64dec: the text is no base64")]
    [InlineData("{{ .Secrets.word | b32dec }}", "illegal base32 data at input byte 0", "b32dec: the text is no base32")]
    [InlineData("a\n{{ atoi .Secrets.word }}", "a\n0", "main:2:3: atoi: the text is no such number")]
    [InlineData("{{ int .Secrets.word }}", "0", "int: ")]
    [InlineData("{{ .Secrets.word | int64 }}", "0", "int64: ")]
    [InlineData("{{ float64 .Secrets.word }}", "0", "float64: ")]
    [InlineData("{{ add1 .Secrets.word }}", "1", "add1: ")]
    [InlineData("{{ toDecimal .Secrets.word }}", "0", "toDecimal: ")]
    [InlineData("{{ .Secrets.nope }}", "<no value>", "main:1:3: there is no such value")]
    [InlineData("{{ .Secrets.nope.deeper }}", "<no value>", "there is no such value")]
    [InlineData("{{ fromJson .Secrets.word | kindOf }}", "invalid", "fromJson: the text is no JSON")]
    [InlineData("{{ regexMatch \"(\" .Secrets.word }}", "false", "regexMatch: the pattern is no regular expression")]
    public void What_looks_wrong_is_told_with_its_place_and_never_its_value(string template, string output, string remark)
    {
        var (rendered, remarks) = Render(template);

        Assert.Equal(output, rendered);
        Assert.Contains(remark, Assert.Single(remarks), StringComparison.Ordinal);
        Assert.DoesNotContain("winter", remarks[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ b64dec .Secrets.encoded }}{{ atoi .Secrets.number }}{{ int .Secrets.fraction }}{{ float64 .Secrets.fraction }}{{ int "
        + "\"\" }}{{ fromJson .Secrets.json }}")]
    [InlineData(
        "{{ .Secrets.nope | default \"x\" }}{{ if .Secrets.nope }}{{ end }}{{ $x := .Secrets.nope }}{{ with .Secrets.nope }}{{ end }}")]
    [InlineData("{{ regexMatch \"^w\" .Secrets.word }}{{ toJson .Secrets }}")]
    public void What_is_well_is_not_told(string template) => Assert.Empty(Render(template).Remarks);

    [Fact]
    public void Each_place_is_told_once_and_eight_at_most()
    {
        Assert.Single(Render("{{ range until 100 }}{{ atoi $.Secrets.word }}{{ end }}").Remarks);
        Assert.Equal(8, Render(string.Concat(Enumerable.Repeat("{{ .Secrets.nope }}", 20))).Remarks.Count);
    }

    private static (string Output, IReadOnlyList<string> Remarks) Render(string template)
    {
        var input = Rendering.Input("""{"Secrets":{"word":"winter!","encoded":"d2ludGVy","number":"12","fraction":"1.0","json":"{}"}}""");
        var output = TemplateSet.Parse("main", template)
            .Render("main", input, TemplateLimits.Default, TimeProvider.System, out var remarks);
        return (Encoding.UTF8.GetString(output), remarks);
    }
}
