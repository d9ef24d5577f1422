using System.Diagnostics;
using System.Text;
using Coffer.Templates.Vectors;
using CsCheck;

namespace Coffer.Templates.Tests.Fuzz;

/// <summary>Whatever a tenant writes: the library renders it or says what is wrong by one of its two errors, and soon.</summary>
public sealed class FuzzTests
{
    private const string Input =
        """{"Secrets":{"s":"a,b","n":42,"l":[1,"b",null,[2]],"m":{"a":"1","b":{"c":2.50}},"nul":null},"Metadata":{"version":2},"Annotations":{"x/y":"z"}}""";

    private static readonly TemplateLimits Limits = new() { OutputBytes = 100_000, Steps = 200_000, Depth = 1_000 };

    private static readonly string[] Recorded =
        [.. Vector.Read(Path.Combine(AppContext.BaseDirectory, "Vectors", "vectors.jsonl"))
            .Select(vector => vector.Sources[^1].Text).Where(text => text.Length > 0)];

    [Fact]
    public void Random_templates_render_or_fail_as_they_should() =>
        TemplateGen.Template.Sample(Survives, iter: 20_000, print: text => text);

    [Fact]
    public void Mutated_random_templates_render_or_fail_as_they_should() =>
        TemplateGen.Mutated(TemplateGen.Template).Sample(Survives, iter: 20_000, print: text => text);

    [Fact]
    public void Mutated_vectors_render_or_fail_as_they_should() =>
        TemplateGen.Mutated(Gen.OneOf(Recorded)).Sample(Survives, iter: 20_000, print: text => text);

    private static bool Survives(string template)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            TemplateSet.Parse("main", template)
                .Render("main", TemplateInput.FromJson(Encoding.UTF8.GetBytes(Input)), Limits, TimeProvider.System);
        }
        catch (TemplateParseException error)
        {
            Assert.StartsWith("template: main:", error.Message, StringComparison.Ordinal);
        }
        catch (TemplateExecutionException error)
        {
            Assert.StartsWith("template: main:", error.Message, StringComparison.Ordinal);
        }

        return watch.Elapsed < TimeSpan.FromSeconds(20);
    }
}
