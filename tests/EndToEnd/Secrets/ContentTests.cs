using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;

namespace Coffer.EndToEnd.Tests.Secrets;

/// <summary>What of Vault comes into the Secret.</summary>
public sealed class ContentTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync() => _stage = await house.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_fields_and_the_whole_answer_of_kv_v2()
    {
        await _stage.DeclareAsync("kv2");
        await _stage.SecretBecomesAsync("kv2", "password", "winter", "kv2");

        var data = (await _stage.SecretAsync("kv2"))!;
        Assert.Equal(["_raw", "password", "username"], data.Keys.Order(StringComparer.Ordinal));
        var raw = JsonNode.Parse(data["_raw"])!;
        Assert.Equal(["data", "metadata"], raw.AsObject().Select(field => field.Key));
        Assert.Equal("""{"password":"winter","username":"demo"}""", raw["data"]!.ToJsonString());
        Assert.Equal(1, (int)raw["metadata"]!["version"]!);
    }

    [Fact]
    public async Task The_fields_and_the_whole_answer_of_kv_v1()
    {
        await _stage.Vault.Admin.WriteAsync($"{_stage.Vault.KvV1}/app", new JsonObject { ["password"] = "winter" }, default);
        await _stage.DeclareAsync(
            "kv1", manifest => (manifest["spec"]!["mount"], manifest["spec"]!["type"]) = (_stage.Vault.KvV1, "kv-v1"), "app");
        await _stage.SecretBecomesAsync("kv1", "password", "winter", "kv1");
        Assert.Equal("""{"password":"winter"}""", (await _stage.SecretAsync("kv1"))!["_raw"]);

        await _stage.Vault.Admin.WriteAsync($"{_stage.Vault.KvV1}/app", new JsonObject { ["password"] = "spring" }, default);
        await _stage.SecretBecomesAsync("kv1", "password", "spring", "kv1");
    }

    /// <summary>What the server stores of a number is its own: kv-v1 keeps the text, kv-v2 rounds it to what a float64 holds.</summary>
    [Fact]
    public async Task Numbers_are_as_the_server_gives_them_and_objects_are_JSON()
    {
        const string Fields = """{"big":12345678901234567890,"one":1.0,"flag":true,"none":null,"list":[1,"<b>"],"text":"ä\n"}""";
        await _stage.Vault.Admin.WriteAsync($"{_stage.Vault.KvV1}/typed", JsonNode.Parse(Fields)!.AsObject(), default);
        await _stage.DeclareAsync(
            "typed-1", manifest => (manifest["spec"]!["mount"], manifest["spec"]!["type"]) = (_stage.Vault.KvV1, "kv-v1"), "typed");
        await _stage.SecretBecomesAsync("typed-1", "big", "12345678901234567890", "typed-1");
        Assert.Equal("1.0", (await _stage.SecretAsync("typed-1"))!["one"]);

        await _stage.Vault.Admin.WriteAsync($"{_stage.Vault.Kv}/data/typed", new JsonObject { ["data"] = JsonNode.Parse(Fields) }, default);
        await _stage.DeclareAsync("typed", path: "typed");
        await _stage.SecretBecomesAsync("typed", "big", "12345678901234567000", "typed");
        Assert.Equal("1", (await _stage.SecretAsync("typed"))!["one"]);

        var data = (await _stage.SecretAsync("typed"))!;
        Assert.Equal("true", data["flag"]);
        Assert.Equal("null", data["none"]);
        // Go's encoder writes <, > and & as escapes.
        Assert.Equal("""[1,"\u003cb\u003e"]""", data["list"]);
        Assert.Equal("ä\n", data["text"]);
    }

    [Fact]
    public async Task A_pinned_version_stays_and_a_changed_pin_is_followed()
    {
        await _stage.Vault.PutAsync("pinned", ("password", "one"));
        await _stage.Vault.PutAsync("pinned", ("password", "two"));
        await _stage.DeclareAsync("pinned", manifest => manifest["spec"]!["version"] = 1, "pinned");
        await _stage.SecretBecomesAsync("pinned", "password", "one", "pinned");

        await _stage.Kube.MergeAsync(
            _stage.StaticSecret("pinned"), new JsonObject { ["spec"] = new JsonObject { ["version"] = 2 } }, default);
        await _stage.SecretBecomesAsync("pinned", "password", "two", "pinned");
        await _stage.Kube.MergeAsync(
            _stage.StaticSecret("pinned"), new JsonObject { ["spec"] = new JsonObject { ["version"] = 1 } }, default);
        await _stage.SecretBecomesAsync("pinned", "password", "one", "pinned");
    }

    [Fact]
    public async Task Filters_choose_fields_and_excludeRaw_leaves_the_answer_out()
    {
        await _stage.Vault.PutAsync(
            "filtered", ("db_user", "demo"), ("db_password", "winter"), ("old_db_password", "autumn"), ("note", "none"));
        await _stage.DeclareAsync(
            "filtered", manifest => manifest["spec"]!["destination"]!["transformation"] =
                JsonNode.Parse("""{"includes":["db_"],"excludes":["^old"],"excludeRaw":true}"""), "filtered");
        await _stage.SecretBecomesAsync("filtered", "db_password", "winter", "filtered");

        Assert.Equal(["db_password", "db_user"], (await _stage.SecretAsync("filtered"))!.Keys.Order());
    }

    [Fact]
    public async Task A_deleted_a_destroyed_and_an_emptied_secret_leave_the_last_good_one_until_there_is_a_new_version()
    {
        await _stage.Vault.PutAsync("doomed", ("password", "one"));
        await _stage.DeclareAsync("doomed", path: "doomed");
        await _stage.SecretBecomesAsync("doomed", "password", "one", "doomed");

        await _stage.Vault.Admin.WriteAsync(
            $"{_stage.Vault.Kv}/delete/doomed", JsonNode.Parse("""{"versions":[1]}""")!.AsObject(), default);
        await _stage.SaysAsync("doomed", "Ready", "False", "deleted", "kept");
        await _stage.Vault.Admin.WriteAsync(
            $"{_stage.Vault.Kv}/destroy/doomed", JsonNode.Parse("""{"versions":[1]}""")!.AsObject(), default);
        await _stage.SaysAsync("doomed", "Ready", "False", "destroyed", "kept");
        Assert.Equal("one", (await _stage.SecretAsync("doomed"))!["password"]);

        await _stage.Vault.PutAsync("doomed", ("password", "two"));
        await _stage.SecretBecomesAsync("doomed", "password", "two", "doomed");
        await _stage.IsReadyAsync("doomed");
    }

    [Fact]
    public async Task A_path_deleted_and_made_anew_is_followed_at_version_1()
    {
        await _stage.Vault.PutAsync("anew", ("password", "one"));
        await _stage.Vault.PutAsync("anew", ("password", "two"));
        await _stage.DeclareAsync("anew", path: "anew");
        await _stage.SecretBecomesAsync("anew", "password", "two", "anew");

        await _stage.Vault.Admin.DeleteAsync($"{_stage.Vault.Kv}/metadata/anew", default);
        await _stage.SaysAsync("anew", "Ready", "False", "anew");
        Assert.Equal("two", (await _stage.SecretAsync("anew"))!["password"]);
        await _stage.Vault.PutAsync("anew", ("password", "three"));
        await _stage.SecretBecomesAsync("anew", "password", "three", "anew");
    }

    [Fact]
    public async Task A_new_value_of_the_force_sync_annotation_reads_at_once()
    {
        await _stage.Vault.PutAsync("forced", ("password", "one"));
        await _stage.DeclareAsync("forced", manifest => manifest["spec"]!["refreshAfter"] = "24h", "forced");
        await _stage.SecretBecomesAsync("forced", "password", "one", "forced");
        await _stage.IsReadyAsync("forced");

        await _stage.Vault.PutAsync("forced", ("password", "two"));
        await _stage.Kube.MergeAsync(_stage.StaticSecret("forced"),
            JsonNode.Parse("""{"metadata":{"annotations":{"secrets.hashicorp.com/force-sync":"now"}}}""")!.AsObject(), default);
        await _stage.SecretBecomesAsync("forced", "password", "two", "forced");
    }
}
