using System.Net;
using System.Text;
using Coffer.Embedded.Vault;

namespace Coffer.Embedded.Tests.Vault;

/// <summary>What Vault 2.0.3 was seen to answer where it differs from Vault 1.8 and from OpenBao.</summary>
public sealed class Vault2Tests
{
    private const string DeadToken = "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n";

    [Fact]
    public async Task Dead_missing_and_powerless_tokens_are_three_different_answers()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault2);
        using var none = new VaultClient(vault.Address, null);
        using var dead = new VaultClient(vault.Address, "hvs.dead");
        using var weak = await Start.With(vault, """path "other/*" { capabilities = ["read"] }""");

        (await none.Get("secret/data/a")).IsError(403, "permission denied");
        (await dead.Get("secret/data/a")).IsError(403, DeadToken);
        (await dead.Get("auth/token/lookup-self")).IsError(403, DeadToken);
        (await weak.Get("secret/data/a")).IsError(403, Start.Denied);
    }

    [Fact]
    public async Task An_envelope_ends_with_the_type_of_its_mount()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault2);
        using var root = VaultClient.Root(vault);

        Assert.EndsWith("\"auth\":null,\"mount_type\":\"kv\"}\n", (await root.Put("secret/data/a", """{"data":{"a":1}}""")).Text,
            StringComparison.Ordinal);
        Assert.Equal("token", (await root.Get("auth/token/lookup-self")).Json["mount_type"]!.GetValue<string>());
        Assert.Equal("system", (await root.Get("sys/auth")).Json["mount_type"]!.GetValue<string>());
        Assert.Equal("", (await root.Get("sys/internal/ui/mounts/secret")).Json["mount_type"]!.GetValue<string>());
        await root.Delete("secret/data/a");
        Assert.Equal("", (await root.Get("secret/data/a")).Json["mount_type"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"data":{"a":1}""", 500, "malformed JSON, unclosed containers")]
    [InlineData("""{"a":1} x""", 500, "invalid character 'x' after top-level value")]
    [InlineData("bad", 400, "error parsing JSON: failed to parse JSON input: invalid character 'b' looking for beginning of value")]
    [InlineData("""{"a":b}""", 500, "invalid character 'b' looking for beginning of value")]
    [InlineData("""{"data":{"a":1,"a":2}}""", 500, "duplicate key 'a' in object")]
    [InlineData("""["a"]""", 400,
        "error parsing JSON: failed to parse JSON input: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    public async Task A_bad_body_is_mostly_an_internal_error(string body, int status, string text)
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault2);
        using var root = VaultClient.Root(vault);

        (await root.Post("secret/data/z", body)).IsError(status, text);
    }

    [Fact]
    public async Task A_body_over_a_limit_is_an_internal_error()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault2);
        using var root = VaultClient.Root(vault);
        string Keys(int count) => $$"""{"data":{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"k{i}\":1"))}}} }""";
        string List(int count) => $$"""{"data":{"a":[{{string.Join(',', Enumerable.Repeat("1", count))}}]} }""";
        string Deep(int count) => new StringBuilder("{\"data\":").Insert(8, "{\"a\":", count).Append('1').Append('}', count + 1).ToString();

        Assert.Equal(200, (int)(await root.Post("secret/data/z", Keys(10_000))).Status);
        (await root.Post("secret/data/z", Keys(10_001))).IsError(500, "JSON object exceeds allowed entry count");
        Assert.Equal(200, (int)(await root.Post("secret/data/z", List(10_000))).Status);
        (await root.Post("secret/data/z", List(10_001))).IsError(500, "JSON array exceeds allowed element count");
        Assert.Equal(200, (int)(await root.Post("secret/data/z", Deep(299))).Status);
        (await root.Post("secret/data/z", Deep(300))).IsError(500, "JSON input exceeds allowed nesting depth");
        (await root.Post("secret/data/z", $$"""{"data":{"a":"{{new string('x', 1_048_577)}}"} }""")).IsError(
            500, "JSON string value exceeds allowed length");
    }

    [Fact]
    public async Task The_namespace_header_comes_back_and_changes_nothing()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault2);
        using var root = VaultClient.Root(vault, "team");
        await root.Must("secret/data/a", new { data = new { a = 1 } });

        var reply = await root.Get("secret/data/a");

        Assert.Equal((200, "team"), ((int)reply.Status, reply.Headers["X-Vault-Namespace"]));
        (await root.Put("sys/namespaces/team")).IsError(404, "enterprise-only feature");
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao, 301)]
    [InlineData(VaultFlavour.Vault2, 307)]
    public async Task An_unclean_path_is_sent_away(VaultFlavour flavour, int status)
    {
        await using var vault = await Start.Vault(flavour);
        using var root = VaultClient.Root(vault);

        var reply = await root.Get("secret//data/a?version=1");

        Assert.Equal((status, "/v1/secret/data/a?version=1"), ((int)reply.Status, reply.Headers["Location"]));
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao, "secret/data/a", 404)]
    [InlineData(VaultFlavour.OpenBao, "secret//data/a", 301)]
    [InlineData(VaultFlavour.Vault2, "secret/data/a", 404)]
    [InlineData(VaultFlavour.Vault2, "secret//data/a", 307)]
    public async Task A_request_that_came_by_a_proxy_with_its_whole_URL_is_judged_by_its_path(VaultFlavour flavour, string path, int status)
    {
        await using var vault = await Start.Vault(flavour);
        using var http = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(vault.Address), AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://vault.invalid/v1/{path}"));
        request.Headers.Add("X-Vault-Token", vault.RootToken);

        using var reply = await http.SendAsync(request).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(status, (int)reply.StatusCode);
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao, "missing role_id",
        "1 error occurred:\n\t* failed to renew entry: role \"app\" does not exist during renewal\n\n")]
    [InlineData(VaultFlavour.Vault2, "failed to determine alias name from login request",
        "1 error occurred:\n\t* failed to renew entry: role \"app\" does not exist during renewal\n\n")]
    public async Task AppRoles_internal_errors_are_bad_requests(VaultFlavour flavour, string noRole, string noRenewal)
    {
        await using var vault = await Start.Vault(flavour);
        using var root = VaultClient.Root(vault);
        await root.Must("sys/auth/approle", new { type = "approle" });
        await root.Must("auth/approle/role/app", new { token_ttl = "1h", bind_secret_id = false });
        var role = (await root.Get("auth/approle/role/app/role-id")).Data!["role_id"]!.GetValue<string>();
        using var nobody = new VaultClient(vault.Address, null);
        using var own = new VaultClient(vault.Address, (await nobody.Put("auth/approle/login", $$"""{"role_id":"{{role}}"}""")).Token);

        (await nobody.Put("auth/approle/login", """{"secret_id":"x"}""")).IsError(500, noRole);
        await root.Delete("auth/approle/role/app");
        (await own.Put("auth/token/renew-self")).IsError(500, noRenewal);
        Assert.Equal(200, (int)(await own.Get("auth/token/lookup-self")).Status);
    }

    [Fact]
    public async Task Tokens_have_the_new_prefixes_and_batch_tokens_can_be_neither_renewed_nor_revoked()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault2);
        using var root = VaultClient.Root(vault);
        var service = await root.Must("auth/token/create", new { policies = new[] { "x" } });
        using var batch = new VaultClient(
            vault.Address, (await root.Must("auth/token/create", new { type = "batch", policies = new[] { "x" } })).Token);

        Assert.StartsWith("hvs.", service.Token, StringComparison.Ordinal);
        (await batch.Put("auth/token/renew-self")).IsError(400, "batch tokens cannot be renewed");
        (await batch.Put("auth/token/revoke-self")).IsError(400, "batch tokens cannot be revoked");
        Assert.Equal(200, (int)(await batch.Get("auth/token/lookup-self")).Status);
        (await root.Put("auth/token/renew-self", """{"increment":"x"}""")).IsError(
            400, "Field validation failed: error converting input for field \"increment\": time: invalid duration \"x\"");
    }

    [Fact]
    public async Task An_accessor_that_is_gone_is_told_gently()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault2);
        using var root = VaultClient.Root(vault);
        var accessor = (await root.Must("auth/token/create", new { policies = new[] { "x" } })).Auth["accessor"]!.GetValue<string>();
        Assert.Equal("", (await root.Put("auth/token/renew-accessor", $$"""{"accessor":"{{accessor}}"}""")).Token);
        Assert.Equal(204, (int)(await root.Put("auth/token/revoke-accessor", $$"""{"accessor":"{{accessor}}"}""")).Status);

        Assert.Equal(["No token found with this accessor"],
            (await root.Put("auth/token/revoke-accessor", $$"""{"accessor":"{{accessor}}"}""")).Warnings!);
        (await root.Put("auth/token/lookup-accessor", $$"""{"accessor":"{{accessor}}"}""")).IsError(
            400, "1 error occurred:\n\t* invalid accessor\n\n");
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao, "0")]
    [InlineData(VaultFlavour.Vault2, "1")]
    public async Task A_quota_per_second_names_the_wait_in_whole_seconds(VaultFlavour flavour, string wait)
    {
        await using var vault = await Start.Vault(flavour);
        using var root = VaultClient.Root(vault);
        await root.Must("sys/quotas/config", new { enable_rate_limit_response_headers = true });
        vault.SetRateLimit("q", "secret", 1, TimeSpan.FromSeconds(1));
        Reply reply;
        do
        {
            reply = await root.Get("secret/data/a");
        }
        while ((int)reply.Status != 429);

        Assert.Equal(wait, reply.Headers["Retry-After"]);
    }

    [Fact]
    public async Task Health_and_version_parameters_have_its_own_words()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault2);
        using var root = VaultClient.Root(vault);
        await root.Must("secret/data/a", new { data = new { a = 1 } });

        Assert.Equal("2.0.3", (await root.Get("sys/health")).Json["version"]!.GetValue<string>());
        Assert.False((await root.Get("sys/health")).Json["enterprise"]!.GetValue<bool>());
        (await root.Get("secret/data/a?version=x")).IsError(
            400, "Field validation failed: error converting input for field \"version\": cannot parse '' as int: strconv.ParseInt: "
                + "parsing \"x\": invalid syntax");
        Assert.Equal(200, (int)(await root.Get("secret/data/a?version=-1")).Status);
        (await root.Put("secret/data/a", """{"data":"x"}""")).IsError(
            400, "error converting input for field \"data\": '' expected a map, got 'string'");
    }
}
