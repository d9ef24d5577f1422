namespace Coffer.Templates.Tests;

/// <summary>What templates of somebody who is not trusted may cost to parse and to keep.</summary>
public sealed class ParseLimitTests
{
    public static TheoryData<string> Bombs => ["{{1}}", "{{((((1))))}}", "{{$}}", "{{.a}}", "{{.a.b.c.d.e.f.g.h}}", "{{if 1}}{{end}}",
        "{{- /* a */ -}}x", "{{range $a, $b := .}}{{end}}", "{{define \"a\"}}{{end}}", "{{template \"a\"}}", "{{1 | len}}"];

    [Theory, MemberData(nameof(Bombs))]
    public void A_bomb_of_nodes_is_refused_while_it_is_parsed(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 25_000));
        TemplateParseException? told = null;
        var before = GC.GetAllocatedBytesForCurrentThread();

        var set = TemplateSet.Parse(
            [new TemplateSource("main", text)], TemplateLimits.Default with { TextLength = text.Length + 4 }, (_, fault) => told = fault);

        Assert.Null(set);
        Assert.Equal(TemplateLimit.Nodes, told!.Limit);
        Assert.Contains("exceeded the limit of 20000 nodes", told.SafeMessage, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024 * 1024);
    }

    [Fact]
    public void Nodes_of_templates_that_are_parsed_together_are_counted_together()
    {
        List<string> told = [];

        var sources = Enumerable.Range(0, 10)
            .Select(number => new TemplateSource($"t{number}", string.Concat(Enumerable.Repeat("{{1}}", 1000)))).ToList();
        Assert.Null(TemplateSet.Parse(sources, TemplateLimits.Default, (source, _) => told.Add(source.Name)));
        Assert.NotNull(TemplateSet.Parse(sources, TemplateLimits.Default with { Nodes = 100_000 }, (source, _) => told.Add(source.Name)));

        Assert.Single(told);
    }

    [Fact]
    public void Text_beyond_its_limit_is_not_even_read()
    {
        TemplateParseException? told = null;

        Assert.Null(TemplateSet.Parse(
            [new TemplateSource("a", new string('x', 200_000)), new TemplateSource("b", new string('{', 100_000))], TemplateLimits.Default,
            (_, fault) => told = fault));

        Assert.Equal(TemplateLimit.Text, told!.Limit);
    }

    [Fact]
    public void Every_template_that_does_not_parse_is_told_in_one_go()
    {
        List<string> told = [];

        Assert.Null(TemplateSet.Parse(
            [new TemplateSource("a", "{{"), new TemplateSource("b", "fine"), new TemplateSource("c", "{{ nope }}")], TemplateLimits.Default,
            (source, _) => told.Add(source.Name)));

        Assert.Equal(["a", "c"], told);
    }
}
