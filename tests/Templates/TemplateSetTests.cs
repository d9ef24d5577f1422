using System.Text;
using Coffer.Templates.Tests.Support;

namespace Coffer.Templates.Tests;

public sealed class TemplateSetTests
{
    [Fact]
    public void Templates_of_a_set_call_each_other()
    {
        var set = TemplateSet.Parse(
            [new("lib", "{{ define \"greet\" }}hello {{ . }}{{ end }}"), new("main", "{{ template \"greet\" .Secrets.who }}")]);

        Assert.Equal("hello ann", Render(set, "main", """{"Secrets":{"who":"ann"}}"""));
        Assert.Equal("", Render(set, "lib", Rendering.Empty));
    }

    [Fact]
    public void The_later_of_two_definitions_counts_unless_it_is_empty()
    {
        var set = TemplateSet.Parse([new("a", "{{ define \"x\" }}1{{ end }}"), new("b", "{{ define \"x\" }}2{{ end }}"),
            new("c", "{{ define \"x\" }} {{ end }}"), new("main", "{{ template \"x\" }}")]);

        Assert.Equal("2", Render(set, "main", Rendering.Empty));
    }

    [Fact]
    public void An_unknown_template_is_an_execution_error()
    {
        var error = Assert.Throws<TemplateExecutionException>(() => Render(TemplateSet.Parse("main", ""), "other", Rendering.Empty));

        Assert.Equal("template: no template \"other\" in this set", error.Message);
    }

    [Fact]
    public void Output_can_be_bytes_that_are_no_text()
    {
        var output = TemplateSet.Parse("main", "{{ \"\\xff\" }}{{ .Secrets.b | b64dec }}")
            .Render("main", Rendering.Input("""{"Secrets":{"b":"AAH+"}}"""), TemplateLimits.Default, TimeProvider.System);

        Assert.Equal([0xFF, 0x00, 0x01, 0xFE], output);
    }

    [Fact]
    public void A_change_that_a_template_makes_stays_in_its_input()
    {
        var set = TemplateSet.Parse([new("change", "{{ $_ := set .Secrets \"k\" \"changed\" }}"), new("main", "{{ .Secrets.k }}")]);
        var input = Rendering.Input("""{"Secrets":{"k":"v"}}""");
        set.Render("change", input, TemplateLimits.Default, TimeProvider.System);

        Assert.Equal("changed", Encoding.UTF8.GetString(set.Render("main", input, TemplateLimits.Default, TimeProvider.System)));
        Assert.Equal("v", Render(set, "main", """{"Secrets":{"k":"v"}}"""));
    }

    [Fact]
    public void Inputs_come_from_parts_too()
    {
        var input = TemplateInput.Create(
            """{"n":1.50}"""u8, [], """{"token":"t"}"""u8, new Dictionary<string, string> { ["a/b"] = "ü" }, null);
        var output = TemplateSet.Parse(
            "main", "{{ .Secrets.n }} {{ .Metadata }} {{ .WrapData.token }} {{ index .Annotations \"a/b\" }} {{ eq .Labels nil }}")
            .Render("main", input, TemplateLimits.Default, TimeProvider.System);

        Assert.Equal("1.50 map[] t ü true", Encoding.UTF8.GetString(output));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    public void An_input_that_is_no_object_is_refused_without_showing_it(string json)
    {
        var error = Assert.Throws<FormatException>(() => TemplateInput.Create(Encoding.UTF8.GetBytes(json), [], [], null, null));

        Assert.Equal("not a JSON object", error.Message);
    }

    [Fact]
    public void Many_threads_render_one_set()
    {
        var set = TemplateSet.Parse("main", "{{ range $k, $v := .Secrets }}{{ $k }}={{ $v | quote }};{{ end }}{{ printf \"%05.2f\" 1.5 }}");
        var outputs = new string[64];
        Parallel.For(0, outputs.Length, index => outputs[index] = Render(set, "main", $"{{\"Secrets\":{{\"i\":{index},\"s\":\"x\"}}}}"));

        Assert.Equal(Enumerable.Range(0, outputs.Length).Select(index => $"i=\"{index}\";s=\"x\";01.50"), outputs);
    }

    private static string Render(TemplateSet set, string name, string input) =>
        Encoding.UTF8.GetString(set.Render(name, Rendering.Input(input), TemplateLimits.Default, TimeProvider.System));

    [Theory]
    [InlineData("{{ printf \"%0*d|%+0*d\" 0 -5 0 5 }}", "-5|+5")]
    [InlineData("{{ printf \"% 0*x\" 0 255 }}", " ff")]
    public void A_width_of_zero_from_an_argument_leaves_no_room_for_a_sign(string template, string expected) =>
        Assert.Equal(expected, Support.Rendering.Render(template));
}
