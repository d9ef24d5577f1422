using Coffer.Domain.Sources.Kv;
using System.Text;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;
using Coffer.Domain.Tests.Secrets;
using Coffer.Domain.Transformations;
using Coffer.Templates;

namespace Coffer.Domain.Tests.Rendering;

/// <summary>What Vault answers becomes the bytes that the reference would have written.</summary>
public sealed class RenderingTests
{
    private static readonly byte[] Key = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Right sides: what Go's encoding/json makes of the left, as its documentation and its own tests have it.</summary>
    [Theory]
    [InlineData("""{ "b" : 1 , "a" : [ true, null ] }""", """{"a":[true,null],"b":1}""")]
    [InlineData("""{"n":[1.0,1e3,1E+3,-0,0.10,123456789012345678901234567890]}""",
        """{"n":[1.0,1e3,1E+3,-0,0.10,123456789012345678901234567890]}""")]
    [InlineData("\"<a href='x'>&\"", "\"\\u003ca href='x'\\u003e\\u0026\"")]
    [InlineData("\"\\u2028\\u2029\"", "\"\\u2028\\u2029\"")]
    [InlineData("\"\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f\"", "\"\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\"")]
    [InlineData("\"\\/ \\\\ \\\"\"", "\"/ \\\\ \\\"\"")]
    [InlineData("\"\\u00e9\\ud83d\\ude00\"", "\"é😀\"")]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""")]
    [InlineData("{\"\\uff5e\":1,\"\\ud83d\\ude00\":2,\"Z\":3,\"a\":4,\"\":5}", "{\"\":5,\"Z\":3,\"a\":4,\"～\":1,\"😀\":2}")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    public void Json_is_spelled_as_Go_spells_it(string json, string expected)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Equal(expected, Encoding.UTF8.GetString(GoJson.Bytes(document.RootElement)));
    }

    [Fact]
    public void The_references_mac_is_that_of_an_independent_computation()
    {
        // Computed with Python's hmac and json: HMAC-SHA-256 over {"_raw":"<base64>","password":"<base64>","user":"<base64>"}.
        var data = Render("""{"data":{"user":"app","password":"p&ss"},"metadata":{"version":3}}""");

        Assert.Equal("LUZahFRh+wfG9+kZM/aar7ngAU+nt+WB7LUM5Me0nvc=", data.Digest(Key, "uid").ReferenceMac);
        Assert.Equal("lelnVOL5mYj+fUmp6Ots6CyyN1iKhGy6vqc+q6GjudU=",
            Render("""{"data":{},"metadata":{"version":3}}""", excludeRaw: true).Digest(Key, "uid").ReferenceMac);
    }

    [Fact]
    public void Values_are_bytes_of_strings_and_json_of_the_rest()
    {
        var entries =
            Render("""{"data":{"s":"a\"b","n":1.50,"t":true,"z":null,"o":{"b":"<","a":[1, 2]}},"metadata":{"version":1}}""").Entries;

        Assert.Equal(["_raw", "n", "o", "s", "t", "z"], entries.Keys);
        Assert.Equal("a\"b", Text(entries["s"]));
        Assert.Equal("1.50", Text(entries["n"]));
        Assert.Equal("null", Text(entries["z"]));
        Assert.Equal("""{"a":[1,2],"b":"\u003c"}""", Text(entries["o"]));
        Assert.Equal("""{"data":{"n":1.50,"o":{"a":[1,2],"b":"\u003c"},"s":"a\"b","t":true,"z":null},"metadata":{"version":1}}""",
            Text(entries["_raw"]));
    }

    [Fact]
    public void A_field_named_raw_is_refused_unless_the_answer_is_left_out()
    {
        const string Json = """{"data":{"_raw":"v1"},"metadata":{"version":1}}""";
        Assert.Null(Render(Found(Json), Filter([], []), excludeRaw: false, out var problem));
        Assert.Contains("_raw", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("v1", problem, StringComparison.Ordinal);

        // As a field like any other it also rolls workloads.
        var other = Render(Json.Replace("v1", "v2", StringComparison.Ordinal), excludeRaw: true);
        Assert.NotEqual(Render(Json, excludeRaw: true).Digest(Key, "u").Restart, other.Digest(Key, "u").Restart);
    }

    [Theory]
    [InlineData("a b", false)]
    [InlineData("..x", false)]
    [InlineData(".", false)]
    [InlineData("", false)]
    [InlineData("é", false)]
    [InlineData(".x..y-_Z9", true)]
    public void A_key_that_the_API_server_would_refuse_is_named(string key, bool valid)
    {
        var json = $$$"""{"data":{{{{JsonSerializer.Serialize(key)}}}:"hidden"},"metadata":{"version":1}}""";
        var data = Render(Found(json), Filter([], []), excludeRaw: false, out var problem);

        Assert.Equal(valid, data is not null);
        Assert.Equal(valid, problem is null);
        Assert.DoesNotContain("hidden", problem ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "the field 'a/0': ")]
    [InlineData(3, "the fields 'a/0', 'a/1', 'a/2': ")]
    [InlineData(6, "the fields 'a/0', 'a/1', 'a/2' and 3 more: ")]
    public void Fields_that_no_Secret_can_hold_are_counted_and_what_to_do_with_them_is_said(int count, string named)
    {
        var fields = string.Join(",", Enumerable.Range(0, count).Select(number => $"\"a/{number}\":\"hidden\""));
        Assert.Null(Render(Found($$$"""{"data":{{{{fields}}}},"metadata":{}}"""), Filter([], []), excludeRaw: true, out var problem));

        Assert.Contains($"a Secret can't hold {named}", problem, StringComparison.Ordinal);
        Assert.Contains("excludes", problem, StringComparison.Ordinal);
        Assert.Contains("mapTemplate", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_with_too_long_a_name_is_told_in_short()
    {
        Assert.Null(Render(Found($$$"""{"data":{"{{{new string('n', 254)}}}":"hidden"},"metadata":{}}"""), Filter([], []), excludeRaw: true,
            out var problem));

        Assert.Contains($"'{new string('n', 40)}… (254 characters)'", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('n', 41), problem, StringComparison.Ordinal);
    }

    /// <summary>As API servers count: <c>data: Too long: may not be more than 1048576 bytes</c>, over the values alone.</summary>
    [Theory]
    [InlineData(1_048_576, true)]
    [InlineData(1_048_577, false)]
    public void A_Secret_that_the_API_server_would_refuse_for_its_size_is_told_with_the_remedy(int size, bool fits)
    {
        var data = Render(Found($$$"""{"data":{"key":"{{{new string('x', size)}}}"},"metadata":{}}"""), Filter([], []), excludeRaw: true,
            out var problem);

        Assert.Equal(fits, data is not null);
        if (!fits)
        {
            Assert.Equal("the Secret would hold 1048577 bytes and a Secret holds 1048576 at most: choose fields by "
                + "spec.destination.transformation.includes and excludes", problem);
        }
    }

    [Fact]
    public void What_would_fit_without_the_raw_answer_is_told_so()
    {
        Assert.Null(Render(Found($$$"""{"data":{"key":"{{{new string('x', 600_000)}}}"},"metadata":{}}"""), Filter([], []),
            excludeRaw: false, out var problem));

        Assert.Contains(
            "_raw, which takes 600033 of them, by spec.destination.transformation.excludeRaw", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(510)]
    public void A_secret_is_as_deep_as_Vault_takes_it(int depth)
    {
        var entries = Render($$$"""{"data":{"deep":{{{Nested(depth)}}}},"metadata":{}}""").Entries;

        Assert.Equal(Nested(depth), Text(entries["deep"]));
    }

    [Fact]
    public void A_deeper_one_is_told_as_such_and_broken_JSON_as_such()
    {
        Assert.Equal(new KvReading.Unreadable("the secret has more than 512 objects or lists in each other"),
            KvReading.OfKv2(Given.Answer($$$"""{"data":{"deep":{{{Nested(511)}}}},"metadata":{}}""")));
        Assert.Equal(new KvReading.Unreadable("the answer is no JSON"), KvReading.OfKv2(Given.Answer("""{"data":{"deep":[[[""")));
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    [Fact]
    public void A_key_is_at_most_253_long()
    {
        Assert.NotNull(Render(Found($$$"""{"data":{"{{{new string('k', 253)}}}":1},"metadata":{}}"""), Filter([], []), false, out _));
        Assert.Null(Render(Found($$$"""{"data":{"{{{new string('k', 254)}}}":1},"metadata":{}}"""), Filter([], []), false, out _));
    }

    [Fact]
    public void Equal_values_put_again_change_the_content_and_not_the_restart_digest()
    {
        foreach (var filter in new[] { Filter([], []), Filter([], [".*"]) })
        {
            var (one, two) = (Digest(1, "x"), Digest(2, "x"));
            Assert.NotEqual(one.Content, two.Content);
            Assert.Equal(one.Restart, two.Restart);
            Assert.NotEqual(two.Restart, Digest(3, "y").Restart);

            Digests Digest(int version, string value) =>
                Render(Found($$$"""{"data":{"k":"{{{value}}}"},"metadata":{"version":{{{version}}}}}"""), filter, false, out _)!
                    .Digest(Key, "u");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_held_secret_of_an_older_version_with_equal_values_is_no_reason_to_restart(bool rawOnly)
    {
        var filter = Filter([], rawOnly ? [".*"] : []);
        var data = Render(Found("""{"data":{"k":"x"},"metadata":{"version":2}}"""), filter, false, out _)!;

        Assert.Equal(data.Digest(Key, "u").Restart, data.RestartDigestOfHeld(Key, "u", Held("x")));
        Assert.NotEqual(data.Digest(Key, "u").Restart, data.RestartDigestOfHeld(Key, "u", Held("y")));
        Assert.NotEqual(data.Digest(Key, "u").Restart, data.RestartDigestOfHeld(
            Key, "u", new Dictionary<string, ReadOnlyMemory<byte>> { ["_raw"] = "no json"u8.ToArray() }));

        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Held(string value) =>
            Render(Found($$$"""{"data":{"k":"{{{value}}}"},"metadata":{"version":1}}"""), filter, false, out _)!.Entries;
    }

    [Fact]
    public void Digests_of_two_resources_do_not_show_that_they_hold_the_same()
    {
        var data = Render("""{"data":{"k":"x"},"metadata":{}}""");
        var (one, two) = (data.Digest(Key, "u1"), data.Digest(Key, "u2"));

        Assert.NotEqual(one.Content, two.Content);
        Assert.NotEqual(one.Restart, two.Restart);
        Assert.Equal(one.Content, SecretData.ContentDigest(Key, "u1", data.Entries));
    }

    [Fact]
    public void Nothing_that_holds_values_prints_them()
    {
        var found = Found("""{"data":{"k":"canary"},"metadata":{"version":1}}""");

        Assert.All(
            [found.ToString(), Render("""{"data":{"k":"canary"},"metadata":{}}""").ToString(), Given.Answer("\"canary\"").ToString(),
                Given.Secret().ToString()],
            text => Assert.DoesNotContain("canary", text, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", $"{KvReading.OfKv1(Given.Answer("canary"))}", StringComparison.Ordinal);
    }

    /// <summary>Answers as recorded of OpenBao 2.6.2 and Vault.</summary>
    [Theory]
    [InlineData(
        """{"data":{"k":"v"},"metadata":{"created_time":"2026-11-23T18:58:15.29452597Z","custom_metadata":null,"deletion_time":"","destroyed":false,"version":3}}""",
        3, "2026-11-23T18:58:15.29452597Z")]
    [InlineData(
        """{"data":{"k":"v"},"metadata":{"created_time":"c","deletion_time":"2030-01-01T00:00:00Z","destroyed":false,"version":1}}""", 1,
        "c")]
    [InlineData("""{"data":{},"metadata":{"created_time":"c","deletion_time":"","destroyed":false,"version":2}}""", 2, "c")]
    [InlineData("""{"data":{},"metadata":{"version":"2"}}""", 0, "")]
    public void A_version_with_data_is_alive(string json, long version, string created)
    {
        var found = Assert.IsType<KvReading.Found>(KvReading.OfKv2(Given.Answer(json)));

        Assert.Equal(new KvVersion(version, created), found.Version);
    }

    [Theory]
    [InlineData("""{"data":null,"metadata":{"deletion_time":"2026-11-23T19:00:00Z","destroyed":false,"version":2}}""",
        "version 2 was deleted at 2026-11-23T19:00:00Z")]
    [InlineData("""{"data":null,"metadata":{"deletion_time":"","destroyed":true,"version":2}}""", "version 2 is destroyed")]
    [InlineData("""{"data":null,"metadata":{"deletion_time":"","destroyed":false,"version":2}}""", "version 2 holds no data")]
    [InlineData("null", "Vault answered without data")]
    [InlineData("", "Vault answered without data")]
    public void A_version_without_data_is_absent(string json, string why) =>
        Assert.Equal(new KvReading.Absent(why), KvReading.OfKv2(Given.Answer(json)));

    [Theory]
    [InlineData("""{"k":"v"}""")]
    [InlineData("""{"data":{"k":"v"},"metadata":[]}""")]
    [InlineData("""{"data":"v","metadata":{}}""")]
    [InlineData("""["v"]""")]
    [InlineData("""{"data":{"k":"\ud800"},"metadata":{}}""")]
    [InlineData("""{"data":{"k":""")]
    public void What_is_no_kv2_answer_is_unreadable(string json) =>
        Assert.IsType<KvReading.Unreadable>(KvReading.OfKv2(Given.Answer(json)));

    /// <summary>A time stands in conditions and in the journal; the server of a hostile tenant may send a megabyte in its place.</summary>
    [Fact]
    public void A_time_that_is_far_too_long_is_none()
    {
        var time = new string('9', 1_000_000);

        Assert.Equal(new KvReading.Absent("version 2 holds no data"),
            KvReading.OfKv2(Given.Answer($$$"""{"data":null,"metadata":{"deletion_time":"{{{time}}}","version":2}}""")));
        Assert.Equal("", Assert.IsType<KvReading.Found>(
            KvReading.OfKv2(Given.Answer($$$"""{"data":{},"metadata":{"created_time":"{{{time}}}","version":2}}"""))).Version.CreatedTime);
    }

    [Fact]
    public void A_kv2_mount_read_as_kv1_says_what_is_wrong() => Assert.Equal(
        new KvReading.OtherVersion(), KvReading.OfKv1(new VaultData(default, ["Invalid path for a versioned K/V secrets engine."])));

    /// <summary>The kv-v1 engine refuses to store a secret without fields, so no secret reads like that.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("{ }")]
    [InlineData("null")]
    [InlineData("")]
    public void A_kv1_answer_without_fields_is_absent(string json) =>
        Assert.Equal(new KvReading.Absent("Vault answered without data"), KvReading.OfKv1(Given.Answer(json)));

    [Fact]
    public void A_kv1_answer_is_its_fields()
    {
        var found = Assert.IsType<KvReading.Found>(KvReading.OfKv1(Given.Answer("""{"k":"v"}""")));

        Assert.Equal(new KvVersion(0, ""), found.Version);
        Assert.Equal("""{"k":"v"}""", Text(Render(found, Filter([], []), false, out _)!.Entries["_raw"]));
        Assert.IsType<KvReading.Unreadable>(KvReading.OfKv1(Given.Answer("[1]")));
    }

    [Theory]
    [InlineData("pass", "", "password,passphrase")]
    [InlineData("", "pass", "user,tok3n,e\u0301l")]
    [InlineData("^pass,user", "phrase$", "password,user")]
    [InlineData("(?P<name>user)", "", "user")]
    [InlineData("(?i)USER", "", "user")]
    [InlineData("^[[:alpha:]]+$", "", "password,passphrase,user")]
    [InlineData("^[[:alpha:]3]+$", "", "password,passphrase,user,tok3n")]
    [InlineData("^\\w+$", "", "password,passphrase,user,tok3n")]
    [InlineData("\\D\\d\\D", "", "tok3n")]
    [InlineData("\\Quser\\E", "", "user")]
    [InlineData("(?U)us.*r", "", "user")]
    [InlineData("\\x{75}ser", "", "user")]
    [InlineData("^[^a-z[]", "", "")]
    [InlineData("\\(?user", "", "user")]
    public void Patterns_are_those_of_RE2(string includes, string excludes, string kept)
    {
        var filter = Filter(Split(includes), Split(excludes));
        string[] fields = ["password", "passphrase", "user", "tok3n", "e\u0301l"];

        Assert.Equal(Split(kept), fields.Where(filter.Choose(fields, Matcher(), out _)!.Contains));
        static string[] Split(string list) => list.Length == 0 ? [] : list.Split(',');
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData("(a)\\1")]
    [InlineData("(?>a)")]
    [InlineData("(?#c)a")]
    [InlineData("(?x)a b")]
    [InlineData("[[:nope:]]")]
    [InlineData("\\")]
    [InlineData("a**")]
    public void A_pattern_that_RE2_refuses_is_an_error_with_its_field(string pattern)
    {
        var error = Assert.Single(Faults(["ok"], ["ok", pattern]));

        Assert.Equal("spec.destination.transformation.excludes[1]", error.Path);
    }

    [Fact]
    public void Every_wrong_pattern_is_listed() => Assert.Equal(
        ["spec.destination.transformation.excludes[0]", "spec.destination.transformation.excludes[2]",
            "spec.destination.transformation.includes[0]"],
        Faults(["("], ["[", "ok", ")"]).Select(error => error.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void A_wrong_pattern_is_told_in_the_words_of_Go() =>
        Assert.Equal("error parsing regexp: missing closing ): `pass(word`", Assert.Single(Faults([], ["pass(word"])).Message);

    private static FieldFilter Filter(string[] includes, string[] excludes) =>
        new([.. FieldPattern.Of("includes", includes)], [.. FieldPattern.Of("excludes", excludes)]);

    private static PatternMatcher Matcher() => new(TemplateLimits.Default, TimeProvider.System);

    private static List<SpecError> Faults(string[] includes, string[] excludes)
    {
        var errors = new List<SpecError>();
        var wanted = new SecretDataTransformation { Includes = includes, Excludes = excludes };
        var collection = TransformationCollector.Collect(
            "VaultStaticSecret", new ObjectKey("team", "app"), wanted, new Dictionary<ObjectKey, TransformationReply>(), errors)!;
        Assert.Null(Transformation.Compile(collection, Matcher(), errors));
        return errors;
    }

    private static SecretData? Render(KvReading.Found reading, FieldFilter filter, bool excludeRaw, out string? problem) =>
        SecretRenderer.Render(reading.Content, filter, Matcher(), excludeRaw, out problem);

    private static KvReading.Found Found(string json) => Assert.IsType<KvReading.Found>(KvReading.OfKv2(Given.Answer(json)));

    private static SecretData Render(string json, bool excludeRaw = false) =>
        Render(Found(json), FieldFilter.Everything, excludeRaw, out var problem) ?? throw new InvalidOperationException(problem);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
