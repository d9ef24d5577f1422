using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Coffer.Templates.Tests;

/// <summary>The limit of time holds inside a single call of a function, by the real clock.</summary>
public sealed class SearchLimitTests
{
    private const int Long = 400_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("{{ contains .Secrets.part .Secrets.text }}")]
    [InlineData("{{ replace .Secrets.part \"x\" .Secrets.text | len }}")]
    [InlineData("{{ splitList .Secrets.part .Secrets.text | len }}")]
    [InlineData("{{ split .Secrets.part .Secrets.text | len }}")]
    [InlineData("{{ splitn .Secrets.part 3 .Secrets.text | len }}")]
    public void A_part_that_might_begin_anywhere_is_looked_for_within_the_limit(string template)
    {
        var text = string.Concat(Enumerable.Repeat(new string('a', 2 * Long - 1) + "b", 4));
        var part = new string('a', Long) + "c" + new string('b', Long);
        var input = TemplateInput.FromJson(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { Secrets = new { text, part } })));
        var set = TemplateSet.Parse("main", template);

        var watch = Stopwatch.StartNew();
        try
        {
            set.Render("main", input, TemplateLimits.Default with { Time = Limit }, TimeProvider.System);
        }
        catch (TemplateExecutionException beyond)
        {
            Assert.Equal(TemplateLimit.Time, beyond.Limit);
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limit + TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void What_is_found_is_what_the_runtime_finds()
    {
        var random = new Random(17);
        for (var turn = 0; turn < 500; turn++)
        {
            // Few letters and parts out of the text itself: many false beginnings.
            var text = Letters(random, random.Next(0, 400));
            var start = random.Next(text.Length + 1);
            var part = text[start..Math.Min(text.Length, start + 60)] + Letters(random, random.Next(0, 3));
            Holds(text, part.Length == 0 ? "a" : part);
            Holds(text, text.Length > 40 ? text[^40..] : "ab");
        }
    }

    private static void Holds(string text, string part)
    {
        var input = TemplateInput.FromJson(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { Secrets = new { text, part } })));
        var output = TemplateSet.Parse("main", "{{ contains .Secrets.part .Secrets.text }}|{{ replace .Secrets.part \"-\" .Secrets.text "
            + "}}|{{ splitList .Secrets.part .Secrets.text | join \",\" }}")
            .Render("main", input, TemplateLimits.Default, TimeProvider.System);

        Assert.Equal($"{(text.Contains(part, StringComparison.Ordinal) ? "true" : "false")}|"
            + $"{text.Replace(part, "-", StringComparison.Ordinal)}|{string.Join(',', text.Split(part))}", Encoding.UTF8.GetString(output));
    }

    private static string Letters(Random random, int length) => string.Create(length, random, static (target, source) =>
    {
        foreach (ref var letter in target)
        {
            letter = source.Next(8) == 0 ? 'b' : 'a';
        }
    });
}
