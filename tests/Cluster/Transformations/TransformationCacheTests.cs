using Coffer.Contracts;
using Coffer.Domain.Rendering;
using Coffer.Domain.Transformations;
using Coffer.Grains;
using Coffer.Grains.Transformations;

namespace Coffer.Cluster.Tests.Transformations;

/// <summary>Parsed templates take so much memory of a silo and no more, and give it back.</summary>
public sealed class TransformationCacheTests
{
    private readonly TransformationCache _cache = new(
        TestOptions.Grains with { TemplateCacheBytes = 8_000_000 }, new RenderingGate(), TimeProvider.System);

    [Fact]
    public async Task Large_templates_of_many_push_each_other_out()
    {
        for (var number = 0; number < 30; number++)
        {
            Assert.NotNull(await GetAsync($"app{number}", Text(number, 2000)));
            Assert.InRange(_cache.Bytes, 1, 8_000_000);
        }
    }

    [Fact]
    public async Task What_two_share_is_parsed_once_and_goes_with_the_second()
    {
        var first = await GetAsync("one", "{{ 1 }}");
        Assert.Same(first, await GetAsync("two", "{{ 1 }}"));

        _cache.Leave(new ResourceRef("VaultStaticSecret", "team", "one"));
        Assert.InRange(_cache.Bytes, 1, 10_000);
        _cache.Leave(new ResourceRef("VaultStaticSecret", "team", "two"));
        Assert.Equal(0, _cache.Bytes);
    }

    [Fact]
    public async Task Who_edits_his_templates_keeps_nothing_of_the_former_ones()
    {
        await GetAsync("one", Text(1, 2000));
        var before = _cache.Bytes;
        await GetAsync("one", "{{ 1 }}");

        Assert.InRange(_cache.Bytes, 1, before / 10);
        Assert.Null(await GetAsync("one", "{{"));
        Assert.Equal(0, _cache.Bytes);
    }

    [Fact]
    public async Task Text_of_many_SecretTransformations_together_is_limited_too()
    {
        var errors = new List<SpecError>();
        var templates = Enumerable.Range(0, 3)
            .Select(number => new CollectedTemplate(TemplateUse.Key, $"k{number}", $"t{number}", new string('x', 100_000), "origin"))
            .ToList();

        Assert.Null(await _cache.GetAsync(
            new ResourceRef("VaultStaticSecret", "team", "app"), new TemplateCollection(templates, [], []), errors, default));

        Assert.Contains("--template-text", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    private static string Text(int number, int actions) => $"{number}" + string.Concat(Enumerable.Repeat("{{ 1 }}", actions));

    private Task<Transformation?> GetAsync(string user, string text) => _cache.GetAsync(
        new ResourceRef("VaultStaticSecret", "team", user),
        new TemplateCollection([new CollectedTemplate(TemplateUse.Key, "key", "template", text, "origin")], [], []), [], default);
}
