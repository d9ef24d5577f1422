using System.Text;

namespace Coffer.Templates.Tests.Support;

/// <summary>Renders one template in one line.</summary>
internal static class Rendering
{
    public const string Empty = """{"Secrets":{},"Metadata":{}}""";

    public static string Render(string template, string input = Empty, TemplateLimits? limits = null, TimeProvider? clock = null) =>
        Encoding.UTF8.GetString(TemplateSet.Parse("main", template)
            .Render("main", Input(input), limits ?? TemplateLimits.Default, clock ?? TimeProvider.System));

    public static TemplateExecutionException Fails(
        string template, string input = Empty, TemplateLimits? limits = null, TimeProvider? clock = null) =>
        Assert.Throws<TemplateExecutionException>(() => Render(template, input, limits, clock));

    public static TemplateParseException FailsToParse(string template) =>
        Assert.Throws<TemplateParseException>(() => TemplateSet.Parse("main", template));

    public static TemplateInput Input(string json) => TemplateInput.FromJson(Encoding.UTF8.GetBytes(json));
}
