using Coffer.Embedded.Vault;

namespace Coffer.Embedded.Tests.Vault;

public sealed class PolicyTests
{
    [Theory]
    [InlineData("""path "secret/data/app/*" { capabilities = ["read"] }""", "secret/data/app/a", true)]
    [InlineData("""path "secret/data/app/*" { capabilities = ["read"] }""", "secret/data/other", false)]
    [InlineData("""path "secret/data/app*" { capabilities = ["read"] }""", "secret/data/apple", true)]
    [InlineData("""path "secret/data/+/a" { capabilities = ["read"] }""", "secret/data/x/a", true)]
    [InlineData("""path "secret/data/+/a" { capabilities = ["read"] }""", "secret/data/x/y/a", false)]
    [InlineData("""path "secret/data/+/a*" { capabilities = ["read"] }""", "secret/data/x/abc/d", true)]
    [InlineData("""path "secret/*" { capabilities = ["read"] } path "secret/data/app/*" { capabilities = ["deny"] }""", "secret/data/app/a",
        false)]
    [InlineData("""path "secret/data/*" { capabilities = ["deny"] } path "secret/data/app" { capabilities = ["read"] }""",
        "secret/data/app", true)]
    [InlineData("""path "secret/data/+/a" { capabilities = ["deny"] } path "secret/data/x/*" { capabilities = ["read"] }""",
        "secret/data/x/a", true)]
    [InlineData("""path "secret/data/a" { capabilities = ["list"] }""", "secret/data/a", false)]
    [InlineData("# only what is needed\npath \"secret/data/a\" { capabilities = [\"read\", \"list\",] // trailing comma\n}",
        "secret/data/a", true)]
    [InlineData("""{"path":{"secret/data/a":{"capabilities":["read"]}}}""", "secret/data/a", true)]
    [InlineData("""path "secret/data/a" { policy = "read" }""", "secret/data/a", true)]
    public async Task The_most_specific_rule_decides(string policy, string path, bool allowed)
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var app = await Start.With(vault, policy);

        var reply = await app.Get(path);

        if (allowed)
        {
            reply.IsError(404);
        }
        else
        {
            reply.IsError(403, Start.Denied);
        }
    }

    [Fact]
    public async Task Create_and_update_are_different_rights()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault);
        using var app = await Start.With(vault, """path "secret/data/*" { capabilities = ["create"] }""");

        Assert.Equal(200, (int)(await app.Put("secret/data/a", """{"data":{}}""")).Status);
        (await app.Put("secret/data/a", """{"data":{}}""")).IsError(403, Start.Denied);
        (await app.Delete("secret/data/a")).IsError(403, Start.Denied);
    }

    [Fact]
    public async Task A_changed_policy_applies_at_once_and_a_wrong_mount_looks_like_a_missing_right()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault);
        using var app = await Start.With(vault, """path "secret/data/a" { capabilities = ["read"] }""");
        (await app.Get("secret/data/a")).IsError(404);
        (await app.Get("wrong/data/a")).IsError(403, Start.Denied);

        await root.Must("sys/policy/p", new { policy = """path "secret/data/b" { capabilities = ["read"] }""" });

        (await app.Get("secret/data/a")).IsError(403, Start.Denied);
        (await app.Get("secret/data/b")).IsError(404);
        Assert.Equal(204, (int)(await root.Delete("sys/policies/acl/p")).Status);
        (await app.Get("secret/data/b")).IsError(403, Start.Denied);
    }

    [Fact]
    public async Task Sudo_paths_need_sudo()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var plain = await Start.With(vault, """path "sys/auth/*" { capabilities = ["update", "create"] }""");
        (await plain.Put("sys/auth/approle", """{"type":"approle"}""")).IsError(403, Start.Denied);
        using var strong = await Start.With(vault, """path "sys/auth/*" { capabilities = ["update", "create", "sudo"] }""");
        Assert.Equal(204, (int)(await strong.Put("sys/auth/approle", """{"type":"approle"}""")).Status);
    }

    [Fact]
    public async Task Capabilities_self_repeats_itself_at_the_top()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault);
        using var app = await Start.With(vault, """path "secret/data/*" { capabilities = ["read"] }""");

        var reply = await app.Put("sys/capabilities-self", """{"paths":["secret/data/a","x"]}""");

        Assert.Equal("""["read"]""", reply.Json["secret/data/a"]!.ToJsonString());
        Assert.Equal("""["deny"]""", reply.Json["x"]!.ToJsonString());
        Assert.Equal("""["read"]""", reply.Data!["secret/data/a"]!.ToJsonString());
        Assert.Equal("""["deny"]""", reply.Data!["x"]!.ToJsonString());
    }

    [Fact]
    public async Task Preflight_shows_mounts_to_those_who_reach_into_them()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault);
        using var root = VaultClient.Root(vault);
        using var app = await Start.With(vault, """path "secret/data/a" { capabilities = ["read"] }""");
        using var none = await Start.With(vault, """path "other/*" { capabilities = ["read"] }""");

        (await root.Get("sys/internal/ui/mounts/nope")).IsError(
            403, "preflight capability check returned 403, please ensure client's policies grant access to path \"nope/\"");
        (await none.Get("sys/internal/ui/mounts/secret")).IsError(
            403, "preflight capability check returned 403, please ensure client's policies grant access to path \"secret/\"");
        await root.Must("sys/policies/acl/p", new { policy = """path "secret/data/a" { capabilities = ["read"] }""" });
        var seen = (await app.Get("sys/internal/ui/mounts/secret/a")).Data!;
        Assert.Equal("2", seen["options"]!["version"]!.GetValue<string>());
        Assert.Equal("kv", seen["type"]!.GetValue<string>());
        Assert.StartsWith("kv_", seen["accessor"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("path \"a\" { capabilities = [\"fly\"] }", "failed to parse policy: path \"a\": invalid capability \"fly\"")]
    [InlineData("path \"a\" { capabilities = [\"read\"]", "failed to parse policy: At ")]
    [InlineData("path \"a/+*\" { capabilities = [\"read\"] }",
        "failed to parse policy: path \"a/+*\": invalid use of wildcards ('+*' is forbidden)")]
    public async Task Bad_policies_are_refused(string policy, string error)
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault);
        using var root = VaultClient.Root(vault);

        var refused = await root.Put("sys/policies/acl/p", System.Text.Json.JsonSerializer.Serialize(new { policy }));

        Assert.Equal(400, (int)refused.Status);
        Assert.StartsWith(error, refused.Errors!.Single());
    }
}
