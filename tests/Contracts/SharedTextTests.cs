using System.Text.Json;

namespace Coffer.Contracts.Tests;

/// <summary>
/// Ten thousand objects hold the texts that they have in common once, and every other text as it was written. The table of shared texts is
/// small and the process's own: whatever reads resources beside a test could put other texts in a text's place.
/// </summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SharedTextTests
{
    private const string Name = "shared texts";

    /// <summary>
    /// The places of the table are drawn by lot in each process: now and then a text of the same object takes the place of another.
    /// </summary>
    [Fact]
    public void Objects_share_the_texts_that_they_have_in_common() => Assert.True(Enumerable.Range(0, 20).Count(IsShared) >= 15);

    private static bool IsShared(int number)
    {
        var (one, other) = (Object("a", number), Object("b", number));
        return ReferenceEquals(one.Metadata.Namespace, other.Metadata.Namespace) && ReferenceEquals(one.Spec.Mount, other.Spec.Mount);
    }

    private static VaultStaticSecret Object(string name, int number) =>
        Read($$$"""{"metadata":{"name":"{{{name}}}","namespace":"apps{{{number}}}"},"spec":{"mount":"kvv{{{number}}}"}}""");

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("\u00fcber", "\"\\u00fcber\"")]
    [InlineData("\u00fcber", "\"\u00fcber\"")]
    public void Any_text_is_read_as_it_is(string text, string json)
    {
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(text, Read($$$"""{"spec":{"path":{{{json}}}}}""").Spec.Path);
        }
    }

    [Fact]
    public void Names_in_maps_are_texts_too()
    {
        var read = Read(
            """{"metadata":{"annotations":{"note":"one","other":"note"},"labels":{}},"spec":{"destination":{"labels":{"team":"a"} } } }""");
        Assert.Equal(new Dictionary<string, string> { ["note"] = "one", ["other"] = "note" }, read.Metadata.Annotations);
        Assert.Equal("""{"team":"a"}""",
            JsonSerializer.SerializeToNode(read, typeof(VaultStaticSecret), ResourceJson.Default)!["spec"]!["destination"]!["labels"]!
                .ToJsonString());
    }

    [Fact]
    public void Many_different_texts_do_not_mix()
    {
        for (var number = 0; number < 20_000; number++)
        {
            Assert.Equal($"path/{number}", Read($$"""{"spec":{"path":"path/{{number}}"} }""").Spec.Path);
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("{}")]
    public void What_is_no_text_is_refused(string json) => Assert.Throws<JsonException>(() => Read($$$"""{"spec":{"path":{{{json}}}}}"""));

    private static VaultStaticSecret Read(string json) =>
        (VaultStaticSecret)JsonSerializer.Deserialize(json, typeof(VaultStaticSecret), ResourceJson.Default)!;
}
