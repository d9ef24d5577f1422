using static Coffer.Templates.Tests.Support.Rendering;

namespace Coffer.Templates.Tests;

/// <summary>Deep nesting is no reason to overflow a stack, however small the thread's is.</summary>
public sealed class NestingTests
{
    private const int SmallStack = 256 * 1024;

    [Fact]
    public void Parentheses_may_nest_as_deeply_as_in_Go()
    {
        var deepest = $"{{{{ {new string('(', 10_000)}1{new string(')', 10_000)} }}}}";

        Assert.Equal("1", OnSmallStack(() => Render(deepest)));
    }

    [Fact]
    public void One_parenthesis_more_is_an_error()
    {
        var tooDeep = $"{{{{ {new string('(', 10_001)}1{new string(')', 10_001)} }}}}";

        Assert.Equal("template: main:1: max expression depth exceeded", OnSmallStack(() => FailsToParse(tooDeep).Message));
    }

    [Fact]
    public void Blocks_may_nest_without_limit()
    {
        const int depth = 50_000;
        var nested = string.Concat(Enumerable.Repeat("{{if 1}}", depth)) + "x" + string.Concat(Enumerable.Repeat("{{end}}", depth));

        Assert.Equal("x", OnSmallStack(() => Render(nested)));
    }

    [Fact]
    public void Chains_of_else_if_may_be_long()
    {
        var chain = "{{if 0}}" + string.Concat(Enumerable.Repeat("{{else if 0}}", 50_000)) + "{{else}}x{{end}}";

        Assert.Equal("x", OnSmallStack(() => Render(chain)));
    }

    [Fact]
    public void Errors_show_deep_nodes()
    {
        var failing = $"{{{{ {new string('(', 9_999)}fail \"x\"{new string(')', 9_999)} | len 1 }}}}";

        Assert.EndsWith(": error calling fail: x", OnSmallStack(() => Fails(failing).Message), StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_may_nest_as_deeply_as_in_Go()
    {
        var json = new string('[', 10_000) + new string(']', 10_000);

        Assert.Equal(json, OnSmallStack(() => Render("{{ .Secrets.j | fromJson | toJson }}", "{\"Secrets\":{\"j\":\"" + json + "\"}}")));
    }

    private static string OnSmallStack(Func<string> run)
    {
        var result = "";
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => result = run()), SmallStack);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        return result;
    }
}
