using System.Text.Json.Nodes;
using static Coffer.Embedded.Tests.Kubernetes.TestCluster;

namespace Coffer.Embedded.Tests.Kubernetes;

/// <summary>
/// JSON patches as kube-apiserver 1.36.2 was seen to answer them. Its <c>test</c> compares text with the text that Go would have written.
/// </summary>
public sealed class JsonPatchTests : IAsyncLifetime
{
    private const string Maps = "/api/v1/namespaces/app/configmaps";
    private const string Secrets = "/api/v1/namespaces/app/secrets";
    private const string Map = Maps + "/m";
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData("a\"b", """ "a\"b" """, true)]
    [InlineData("a\"b", """ "a\u0022b" """, false)]
    [InlineData("a<b", """ "a\u003cb" """, true)]
    [InlineData("a>b", """ "a\u003eb" """, true)]
    [InlineData("a&b", """ "a\u0026b" """, true)]
    [InlineData("a<b", """ "a<b" """, false)]
    [InlineData("a>b", """ "a>b" """, false)]
    [InlineData("a&b", """ "a&b" """, false)]
    [InlineData("a<b", """ "a\u003Cb" """, false)]
    [InlineData("é", """ "é" """, true)]
    [InlineData("😀", """ "😀" """, true)]
    [InlineData("é", """ "\u00e9" """, false)]
    [InlineData("é", """ "\u00E9" """, false)]
    [InlineData("😀", """ "\ud83d\ude00" """, false)]
    [InlineData("é", "\"e\u0301\"", false)]
    [InlineData("a\tb", """ "a\tb" """, true)]
    [InlineData("a\nb", """ "a\nb" """, true)]
    [InlineData("a\fb", """ "a\fb" """, true)]
    [InlineData("a\bb", """ "a\bb" """, true)]
    [InlineData("a\u0001b", """ "a\u0001b" """, true)]
    [InlineData("a\u2028b", """ "a\u2028b" """, true)]
    [InlineData("a\u007fb", "\"a\u007fb\"", true)]
    [InlineData("a/b", """ "a/b" """, true)]
    [InlineData("a\\b", """ "a\\b" """, true)]
    [InlineData("a\tb", """ "a\u0009b" """, false)]
    [InlineData("a\nb", """ "a\u000ab" """, false)]
    [InlineData("a\fb", """ "a\u000cb" """, false)]
    [InlineData("a\bb", """ "a\u0008b" """, false)]
    [InlineData("a\u2028b", "\"a\u2028b\"", false)]
    [InlineData("a\u007fb", """ "a\u007fb" """, false)]
    [InlineData("a/b", """ "a\/b" """, false)]
    [InlineData("a/b", """ "a\u002fb" """, false)]
    [InlineData("a\\b", """ "a\u005cb" """, false)]
    public async Task A_test_of_a_string_passes_only_in_the_spelling_of_Go(string stored, string tested, bool passes)
    {
        var body = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "m" }, ["data"] = new JsonObject { ["v"] = stored } };
        await _cluster.CreateAsync(Maps, body.ToJsonString());

        await ExpectAsync(Map, $$"""[{"op":"test","path":"/data/v","value":{{tested}}}]""", passes);
    }

    [Theory]
    [InlineData(""" "+/8=" """, true)]
    [InlineData(""" "\u002b/8=" """, false)]
    [InlineData(""" "+\/8=" """, false)]
    public async Task A_Secrets_values_are_compared_as_they_are_spelled(string tested, bool passes)
    {
        await _cluster.CreateAsync(Secrets, Secret("x", """{"a":"+/8="}"""));

        await ExpectAsync($"{Secrets}/x", $$"""[{"op":"test","path":"/data/a","value":{{tested}}}]""", passes);
    }

    [Theory]
    [InlineData("""{"a":"x<y","c/d":["1","2"]}""", false)]
    [InlineData("""{"a":"x\u003cy","c/d":["1","2"]}""", true)]
    [InlineData("""{"\u0061":"x\u003cy","c\/d":["1","2"]}""", true)]
    [InlineData("""{ "c/d" : [ "1" , "2" ] , "a":"x\u003cy" }""", true)]
    [InlineData("""{"a":"x\u003cy","c/d":["2","1"]}""", false)]
    [InlineData("""{"a":"x\u003cy"}""", false)]
    public async Task Keys_are_decoded_and_unordered_values_and_lists_are_not(string tested, bool passes)
    {
        await CreateAsync("""{"a":"x<y","c/d":["1","2"]}""");

        await ExpectAsync(Free, $$"""[{"op":"test","path":"/spec/v","value":{{tested}}}]""", passes);
    }

    [Theory]
    [InlineData("1", "1", true)]
    [InlineData("1", "1.0", false)]
    [InlineData("1", "1e0", false)]
    [InlineData("1", "\"1\"", false)]
    [InlineData("1.5", "1.50", false)]
    [InlineData("1.5", "15e-1", false)]
    [InlineData("9007199254740993", "9007199254740993", true)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("true", "\"true\"", false)]
    [InlineData("true", "true", true)]
    [InlineData("""{"x":null,"y":[1,2]}""", """{"y":[1,2]}""", false)]
    [InlineData("""{"x":null,"y":[1,2]}""", """{"y":[1,2],"x":null}""", true)]
    public async Task Numbers_are_text_too_and_null_members_count(string stored, string tested, bool passes)
    {
        await CreateAsync(stored);

        await ExpectAsync(Free, $$"""[{"op":"test","path":"/spec/v","value":{{tested}}}]""", passes);
    }

    [Theory]
    [InlineData("/spec/none", true)]
    [InlineData("/spec/missing", true)]
    [InlineData("/status", true)]
    [InlineData("/metadata/annotations", true)]
    [InlineData("/spec/missing/deep", false)]
    [InlineData("/spec/empty", false)]
    [InlineData("/spec/list/2", false)]
    public async Task A_test_for_null_passes_where_nothing_is_and_its_parent_is(string path, bool passes)
    {
        await CreateAsync("1", ""","none":null,"empty":"","list":[1,2]""");

        await ExpectAsync(Free, $$"""[{"op":"test","path":"{{path}}","value":null}]""", passes);
        await ExpectAsync(Free, $$"""[{"op":"test","path":"{{path}}"}]""", passes);
    }

    [Theory]
    [InlineData("""{"op":"test","path":"/spec/a~1b","value":1}""", true)]
    [InlineData("""{"op":"test","path":"/spec/a%2Fb","value":1}""", false)]
    [InlineData("""{"op":"test","path":"/spec/list/-1","value":3}""", true)]
    [InlineData("""{"op":"test","path":"/spec/list/-","value":3}""", false)]
    [InlineData("""{"op":"test","path":"spec/a~1b","value":1}""", false)]
    [InlineData("""{"op":"test","path":"","value":1}""", false)]
    [InlineData("""{"op":"nonsense","path":"/spec/v","value":1}""", false)]
    [InlineData("""{"op":"replace","path":"/spec/missing","value":1}""", true)]
    [InlineData("""{"op":"copy","from":"/spec/missing","path":"/spec/v"}""", true)]
    [InlineData("""{"op":"remove","path":"/spec/missing"}""", false)]
    [InlineData("""{"op":"add","path":"/spec/missing/deep","value":1}""", false)]
    [InlineData("""{"op":"replace","path":"/spec/missing/deep","value":1}""", false)]
    [InlineData("""{"op":"remove","path":"/spec/missing/deep"}""", false)]
    [InlineData("""{"op":"move","from":"/spec/v","path":"/spec/w"}""", true)]
    public async Task Paths_and_operations_hold_or_fail_as_recorded(string operation, bool holds)
    {
        await CreateAsync("1", ""","a/b":1,"list":[1,2,3]""");

        await ExpectAsync(Free, $"[{operation}]", holds);
    }

    [Fact]
    public async Task A_missing_member_is_added_by_replace()
    {
        await CreateAsync("1");

        var answer = await _cluster.JsonPatchAsync(Free, """[{"op":"replace","path":"/spec/missing","value":"x"}]""");

        Assert.Equal((200, "x"), (answer.Code, (string?)answer.Json["spec"]!["missing"]));
    }

    [Fact]
    public async Task One_failed_test_and_nothing_is_written()
    {
        await CreateAsync("1");

        await ExpectAsync(Free, """[{"op":"replace","path":"/spec/v","value":2},{"op":"test","path":"/spec/v","value":3}]""", false);

        Assert.Equal(1, (int)(await _cluster.GetAsync(Free)).Json["spec"]!["v"]!);
    }

    [Fact]
    public async Task A_test_after_an_add_sees_the_text_of_the_patch()
    {
        await CreateAsync("1");
        const string add = """{"op":"add","path":"/spec/v","value":"a\u003Cb"}""";

        await ExpectAsync(Free, $$"""[{{add}},{"op":"test","path":"/spec/v","value":"a\u003cb"}]""", false);
        await ExpectAsync(Free, $$"""[{{add}},{"op":"test","path":"/spec/v","value":"a\u003Cb"}]""", true);
        await ExpectAsync(Free, """[{"op":"test","path":"/spec/v","value":"a\u003cb"}]""", true);
    }

    [Theory]
    [InlineData("[]", 200, null)]
    [InlineData("{}", 400, "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp")]
    [InlineData("""[{"op":"test","path":"/spec/v","value":01}]""", 400,
        "error decoding patch: invalid character '1' after object key:value pair")]
    public async Task What_is_no_patch_is_a_bad_request(string body, int code, string? message)
    {
        await CreateAsync("1");

        var answer = await _cluster.JsonPatchAsync(Free, body);

        Assert.Equal((code, message), (answer.Code, code == 200 ? null : answer.Message));
    }

    [Fact]
    public async Task Answers_spell_strings_as_Go_does()
    {
        await _cluster.CreateAsync(Maps, """{"metadata":{"name":"m"},"data":{"v":"\u0022<é\u007f😀"}}""");

        Assert.Contains("\"v\":\"\\\"\\u003cé\u007f😀\"", (await _cluster.GetAsync(Map)).Text, StringComparison.Ordinal);
    }

    private static string Free => "/apis/test.coffer.dev/v1/namespaces/app/frees/f";

    /// <summary>An object of a custom kind that keeps whatever it is given.</summary>
    private async Task CreateAsync(string value, string more = "")
    {
        await _cluster.CreateAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
            {"metadata":{"name":"frees.test.coffer.dev"},"spec":{"group":"test.coffer.dev","scope":"Namespaced","names":{"kind":"Free","plural":"frees"},
            "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
            """);
        await _cluster.CreateAsync(
            "/apis/test.coffer.dev/v1/namespaces/app/frees",
            $$$"""{"apiVersion":"test.coffer.dev/v1","kind":"Free","metadata":{"name":"f"},"spec":{"v":{{{value}}}{{{more}}}}}""");
    }

    private async Task ExpectAsync(string path, string patch, bool passes)
    {
        var answer = await _cluster.JsonPatchAsync(path, patch);
        Assert.Equal(
            passes ? (200, null, null, null) : (422, "Invalid", "the server rejected our request due to an error in our request", "{}"),
            (answer.Code, passes ? null : answer.Reason, passes ? null : answer.Message, passes ? null : answer.Details));
    }
}
