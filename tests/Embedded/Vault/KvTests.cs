using System.Text.RegularExpressions;
using Coffer.Embedded.Vault;

namespace Coffer.Embedded.Tests.Vault;

public sealed partial class KvTests
{
    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task V1_reads_writes_lists_and_deletes(VaultFlavour flavour)
    {
        await using var vault = await Start.Vault(flavour);
        using var root = VaultClient.Root(vault);
        await root.Must("sys/mounts/kv1", new { type = "kv", options = new { version = "1" } });

        Assert.Equal(204, (int)(await root.Put("kv1/a", """{"x":"1"}""")).Status);
        Assert.Equal(204, (int)(await root.Post("kv1/b/c", """{"x":"2"}""")).Status);
        var read = await root.Get("kv1/a");
        Assert.Equal(200, (int)read.Status);
        Assert.Equal("application/json", read.Headers["Content-Type"]);
        Assert.Equal("""{"x":"1"}""", read.Data!.ToJsonString());
        Assert.Equal(2764800, read.Json["lease_duration"]!.GetValue<int>());
        Assert.Equal("""{"keys":["a","b/"]}""", (await root.List("kv1")).Data!.ToJsonString());
        Assert.Equal("""{"keys":["c"]}""", (await root.Get("kv1/b?list=true")).Data!.ToJsonString());
        Assert.Equal(204, (int)(await root.Delete("kv1/a")).Status);
        Assert.Equal(204, (int)(await root.Delete("kv1/a")).Status);
        (await root.Get("kv1/a")).IsError(404);
        (await root.List("kv1/none")).IsError(404);
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao,
        """^\{"created_time":"2026-11-23T18:00:00(\.\d{1,9})?Z","custom_metadata":null,"deletion_time":"","destroyed":false,"version":1\}$""")]
    [InlineData(VaultFlavour.Vault2,
        """^\{"created_time":"2026-11-23T18:00:00(\.\d{1,9})?Z","custom_metadata":null,"deletion_time":"","destroyed":false,"version":1\}$""")]
    [InlineData(VaultFlavour.Vault,
        """^\{"created_time":"2026-11-23T18:00:00(\.\d{1,9})?Z","deletion_time":"","destroyed":false,"version":1\}$""")]
    public async Task V2_read_has_data_and_metadata_in_the_envelope(VaultFlavour flavour, string metadata)
    {
        await using var vault = await Start.Vault(flavour, Start.Clock());
        using var root = VaultClient.Root(vault);

        var written = await root.Put("secret/data/a", """{"data":{"k":"v"}}""");
        var read = await root.Get("secret/data/a");

        Assert.Matches(metadata, written.Data!.ToJsonString());
        Assert.Matches(metadata, read.Data!["metadata"]!.ToJsonString());
        Assert.Equal("""{"k":"v"}""", read.Data!["data"]!.ToJsonString());
        Assert.Matches(Envelope(), read.Text);
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task V2_soft_delete_and_destroy_are_404_with_an_envelope(VaultFlavour flavour)
    {
        await using var vault = await Start.Vault(flavour);
        using var root = VaultClient.Root(vault);
        await root.Must("secret/data/a", new { data = new { k = "1" } });
        await root.Must("secret/data/a", new { data = new { k = "2" } });

        Assert.Equal(204, (int)(await root.Delete("secret/data/a")).Status);
        var deleted = await root.Get("secret/data/a");
        Assert.Equal(404, (int)deleted.Status);
        Assert.Null(deleted.Errors);
        Assert.Null(deleted.Data!["data"]);
        Assert.StartsWith("20", deleted.Data["metadata"]!["deletion_time"]!.GetValue<string>());
        Assert.Equal("1", (await root.Get("secret/data/a?version=1")).Data!["data"]!["k"]!.GetValue<string>());

        await root.Must("secret/undelete/a", new { versions = new[] { 2 } });
        Assert.Equal("2", (await root.Get("secret/data/a?version=0")).Data!["data"]!["k"]!.GetValue<string>());

        await root.Must("secret/destroy/a", new { versions = new[] { 2 } });
        var destroyed = await root.Get("secret/data/a");
        Assert.Equal(404, (int)destroyed.Status);
        Assert.True(destroyed.Data!["metadata"]!["destroyed"]!.GetValue<bool>());
        Assert.Equal("", destroyed.Data["metadata"]!["deletion_time"]!.GetValue<string>());

        Assert.Equal(204, (int)(await root.Delete("secret/metadata/a")).Status);
        (await root.Get("secret/data/a")).IsError(404);
        await root.Must("secret/data/a", new { data = new { k = "new" } });
        Assert.Equal(1, (await root.Get("secret/data/a")).Data!["metadata"]!["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task V2_delete_version_after_is_readable_until_its_time()
    {
        var clock = Start.Clock();
        await using var vault = await Start.Vault(VaultFlavour.OpenBao, clock);
        using var root = VaultClient.Root(vault);
        await root.Must("secret/metadata/a", new { delete_version_after = "1h" });
        await root.Must("secret/data/a", new { data = new { k = "v" } });

        var alive = await root.Get("secret/data/a");
        clock.Advance(TimeSpan.FromMinutes(61));
        var gone = await root.Get("secret/data/a");

        Assert.Equal(200, (int)alive.Status);
        Assert.StartsWith("2026-11-23T19:00:00", alive.Data!["metadata"]!["deletion_time"]!.GetValue<string>());
        Assert.Equal(404, (int)gone.Status);
        Assert.Null(gone.Data!["data"]);
    }

    [Fact]
    public async Task V2_accepts_empty_and_null_data()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault);

        await root.Put("secret/data/e", """{"data":{}}""");
        await root.Put("secret/data/n", """{"data":null}""");

        Assert.Equal("{}", (await root.Get("secret/data/e")).Data!["data"]!.ToJsonString());
        var none = await root.Get("secret/data/n");
        Assert.Equal(200, (int)none.Status);
        Assert.Null(none.Data!["data"]);
        (await root.Put("secret/data/x")).IsError(400, "no data provided");
    }

    [Fact]
    public async Task V2_keeps_ten_versions_or_as_many_as_told()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault);
        using var root = VaultClient.Root(vault);
        for (var i = 0; i < 12; i++)
        {
            await root.Must("secret/data/a", new { data = new { i } });
        }

        (await root.Get("secret/data/a?version=2")).IsError(404);
        Assert.Equal(200, (int)(await root.Get("secret/data/a?version=3")).Status);
        (await root.Get("secret/data/a?version=13")).IsError(404);
        await root.Must("secret/config", new { max_versions = 2 });
        await root.Must("secret/data/a", new { data = new { i = 13 } });
        (await root.Get("secret/data/a?version=11")).IsError(404);
        Assert.Equal(12, (await root.Get("secret/metadata/a")).Data!["oldest_version"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task V2_check_and_set(VaultFlavour flavour)
    {
        await using var vault = await Start.Vault(flavour);
        using var root = VaultClient.Root(vault);

        Assert.Equal(200, (int)(await root.Put("secret/data/a", """{"data":{"a":1},"options":{"cas":0}}""")).Status);
        (await root.Put("secret/data/a", """{"data":{"a":1},"options":{"cas":0}}"""))
            .IsError(400, "check-and-set parameter did not match the current version");
        Assert.Equal(200, (int)(await root.Put("secret/data/a", """{"data":{"a":1},"options":{"cas":1}}""")).Status);
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao, "OpenBao CLI, use 'bao kv get'")]
    [InlineData(VaultFlavour.Vault, "Vault CLI, use 'vault kv get'")]
    [InlineData(VaultFlavour.Vault2, "Vault CLI, use 'vault kv get'")]
    public async Task V2_without_data_in_the_path_is_a_warning(VaultFlavour flavour, string tool)
    {
        await using var vault = await Start.Vault(flavour);
        using var root = VaultClient.Root(vault);

        var reply = await root.Get("secret/a");

        Assert.Equal(404, (int)reply.Status);
        Assert.Null(reply.Data);
        Assert.Equal(
            ["Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API endpoints to use. If using the "
                + tool + " for this operation."],
            reply.Warnings!);
    }

    /// <summary>Recorded from OpenBao 2.6.2: version 2 takes numbers through a float64, version 1 keeps their text.</summary>
    [Fact]
    public async Task Numbers_keep_their_text_in_version_1_alone_and_strings_their_characters()
    {
        const string Sent = """
            {"z":123456789012345678901234567890,"big":12345678901234567890,"b":1e3,"a":1.0,"f":1.5,"g":0.1,"h":1e21,"i":1e20,"j":1e-7,"k":0.000001,"m":9007199254740993,"n":-0.0,"p":123.4560,"s":"<ü&\u0001\">"}
            """;
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault);
        await root.Put("sys/mounts/one", """{"type":"kv","options":{"version":"1"}}""");

        await root.Put("secret/data/a", $$"""{"data":{{Sent}}}""");
        await root.Put("one/a", Sent);

        Assert.Contains(
            """{"data":{"a":1,"b":1000,"big":12345678901234567000,"f":1.5,"g":0.1,"h":1e+21,"i":100000000000000000000,"j":1e-7,"k":0.000001,"m":9007199254740992,"n":-0,"p":123.456,"s":"\u003cü\u0026\u0001\"\u003e","z":1.2345678901234568e+29},"metadata":""",
            (await root.Get("secret/data/a")).Text);
        Assert.Contains(
            """{"a":1.0,"b":1e3,"big":12345678901234567890,"f":1.5,"g":0.1,"h":1e21,"i":1e20,"j":1e-7,"k":0.000001,"m":9007199254740993,"n":-0.0,"p":123.4560,"s":"\u003cü\u0026\u0001\"\u003e","z":123456789012345678901234567890}""",
            (await root.Get("one/a")).Text);
    }

    [Fact]
    public async Task Bad_bodies_and_bad_versions_have_each_servers_words()
    {
        await using var bao = await Start.Vault(VaultFlavour.OpenBao);
        await using var vault = await Start.Vault(VaultFlavour.Vault);
        using var baoRoot = VaultClient.Root(bao);
        using var vaultRoot = VaultClient.Root(vault);
        var huge = new string(' ', 33 * 1024 * 1024);

        (await baoRoot.Put("secret/data/a", "bad")).IsError(400, "failed to decode JSON input: invalid character 'b'");
        (await vaultRoot.Put("secret/data/a", "bad")).IsError(400, "error parsing JSON");
        (await baoRoot.Put("secret/data/a", huge)).IsError(413, "http: request body too large");
        (await vaultRoot.Put("secret/data/a", huge)).IsError(400, "error parsing JSON");
        (await baoRoot.Get("secret/data/a?version=x")).IsError(
            400, "Field validation failed: error converting input for field \"version\": '' cannot parse value as 'int': "
                + "strconv.ParseInt: invalid syntax");
        var wrong = await vaultRoot.Get("secret/data/a?version=x");
        Assert.Equal(500, (int)wrong.Status);
        Assert.StartsWith("1 error occurred:\n\t* error converting input x for field \"version\": ", wrong.Errors!.Single());
    }

    [GeneratedRegex(
        """^\{"request_id":"[0-9a-f-]{36}","lease_id":"","renewable":false,"lease_duration":0,"data":\{.*\},"wrap_info":null,"warnings":null,"auth":null(,"mount_type":"kv")?\}\n$""")]
    private static partial Regex Envelope();
}
