using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Auths;

/// <summary>Every way to log in that is served, against a Vault that checks what it is given.</summary>
public sealed class AuthMethodTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private const string Audience = "vault";

    private Stage _stage = null!;

    private string AppRole => $"approle-{_stage.Vault.Policy}";

    private string Jwt => $"jwt-{_stage.Vault.Policy}";

    public async Task InitializeAsync() => _stage = await house.OpenAsync();

    public async Task DisposeAsync()
    {
        await _stage.Vault.Admin.DeleteAsync($"sys/auth/{AppRole}", default);
        await _stage.Vault.Admin.DeleteAsync($"sys/auth/{Jwt}", default);
    }

    [Fact]
    public async Task AppRole_by_a_Secret_that_comes_late()
    {
        var (role, secret) = await AppRoleAsync();
        await DeclareAsync("approle-secret", $"method: appRole, mount: {AppRole}, appRole: {{ roleId: {role}, secretRef: approle-id }}");
        await _stage.SaysAsync("approle-secret", "Ready", "False", "approle-id");

        await _stage.MakeSecretAsync("approle-id", "id", secret);
        await _stage.SecretBecomesAsync("approle-secret", "password", "winter", "approle-secret");
    }

    [Fact]
    public async Task AppRole_by_a_file_of_the_operator()
    {
        var (role, secret) = await AppRoleAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"{secret}\n");
        await DeclareAsync("approle-file", $"method: appRole, mount: {AppRole}, appRole: {{ roleId: {role}, secretIDPath: {file} }}");
        await _stage.SecretBecomesAsync("approle-file", "password", "winter", "approle-file");
        File.Delete(file);
    }

    [Fact]
    public async Task A_wrong_secret_id_is_said_and_a_mended_one_is_used()
    {
        var (role, secret) = await AppRoleAsync();
        await _stage.MakeSecretAsync("approle-wrong", "id", "no-such-secret-id");
        await DeclareAsync("approle-mended", $"method: appRole, mount: {AppRole}, appRole: {{ roleId: {role}, secretRef: approle-wrong }}");
        await _stage.SaysAsync("approle-mended", "Ready", "False", "invalid", "secret");
        // Five in a row would lock the role out, and the right one would be refused for 15 minutes.
        await _stage.SaysAsync("approle-mended", "Ready", "False", "Not sent again");

        await _stage.MakeSecretAsync("approle-wrong", "id", secret);
        await _stage.SecretBecomesAsync("approle-mended", "password", "winter", "approle-mended");
    }

    [Fact]
    public async Task Jwt_of_a_ServiceAccount()
    {
        using var key = RSA.Create(2048);
        await JwtAsync(key);
        await DeclareAsync(
            "jwt-account", $"method: jwt, mount: {Jwt}, jwt: {{ role: reader, serviceAccount: reader, audiences: [{Audience}] }}");
        await _stage.SecretBecomesAsync("jwt-account", "password", "winter", "jwt-account");
    }

    [Fact]
    public async Task Jwt_of_a_Secret()
    {
        using var key = RSA.Create(2048);
        await JwtAsync(key);
        await _stage.MakeSecretAsync("jwt-token", "jwt", Signed(key));
        await DeclareAsync("jwt-secret", $"method: jwt, mount: {Jwt}, jwt: {{ role: reader, secretRef: jwt-token }}");
        await _stage.SecretBecomesAsync("jwt-secret", "password", "winter", "jwt-secret");
    }

    /// <summary>It is looked at instead of a login, and never revoked: others may use it too.</summary>
    [Fact]
    public async Task A_token_of_a_Secret_is_used_and_when_it_ends_that_is_told()
    {
        await _stage.MakeSecretAsync("given-token", "token", "a-password-of-somebody");
        await DeclareAsync("by-token", "method: token, token: { secretRef: given-token }");
        await _stage.SaysAsync("by-token", "Ready", "False", "holds no token of Vault", "given-token");

        var first = await TokenAsync("1h", renewable: true);
        await _stage.MakeSecretAsync("given-token", "token", first);
        await _stage.SecretBecomesAsync("by-token", "password", "winter", "by-token");

        await _stage.Vault.Admin.WriteAsync("auth/token/revoke", new JsonObject { ["token"] = first }, default);
        await _stage.SaysAsync("by-token", "Ready", "False", "the token has ended or was revoked", "given-token");

        var second = await TokenAsync("1h", renewable: false);
        await _stage.MakeSecretAsync("given-token", "token", second);
        await _stage.IsReadyAsync("by-token");
        var auth = ObjectId.Custom("VaultAuth", _stage.Central, "by-token");
        await _stage.EventuallyAsync("an Event about the end of the token", auth, async () => (await _stage.EventsAsync(auth)).Any(
            seen => seen is { Type: "Warning", Reason: "TokenEnds" }
                && seen.Message.Contains("can't be renewed", StringComparison.Ordinal)));

        await _stage.Kube.DeleteAsync(auth, default);
        await _stage.SaysAsync("by-token", "Ready", "False", "does not exist");
        var looked = await _stage.Vault.Admin.WriteAsync("auth/token/lookup", new JsonObject { ["token"] = second }, default);
        Assert.Equal(second, (string?)looked!["data"]!["id"]);
    }

    private async Task<string> TokenAsync(string ttl, bool renewable)
    {
        var made = await _stage.Vault.Admin.WriteAsync("auth/token/create", new JsonObject
        {
            ["policies"] = new JsonArray(_stage.Vault.Policy),
            ["ttl"] = ttl,
            ["renewable"] = renewable,
        }, default);
        return (string)made!["auth"]!["client_token"]!;
    }

    [Fact]
    public async Task A_VaultAuth_of_the_own_namespace_is_named_by_its_name_alone_and_default_of_the_operators_by_nothing()
    {
        await _stage.ApplyAsync(Auth("own", _stage.App, Kubernetes("reader")));
        await _stage.DeclareAsync("by-name", manifest => manifest["spec"]!["vaultAuthRef"] = "own");
        await _stage.SecretBecomesAsync("by-name", "password", "winter", "by-name");

        await _stage.ApplyAsync(Auth("default", _stage.Home, Kubernetes("reader")));
        await _stage.DeclareAsync("by-default", manifest => manifest["spec"]!.AsObject().Remove("vaultAuthRef"));
        await _stage.SecretBecomesAsync("by-default", "password", "winter", "by-default");
    }

    [Fact]
    public async Task A_role_that_is_given_the_policy_later_is_noticed()
    {
        await _stage.Vault.WriteRoleAsync("late", "reader", _stage.App, "default");
        await DeclareAsync("late-policy", Kubernetes("late"));
        await _stage.SaysAsync("late-policy", "Ready", "False", "permission denied");

        await _stage.Vault.WriteRoleAsync("late", "reader", _stage.App, _stage.Vault.Policy);
        await _stage.SecretBecomesAsync("late-policy", "password", "winter", "late-policy");
    }

    private string Kubernetes(string role) =>
        $"method: kubernetes, mount: {_stage.Vault.Auth}, kubernetes: {{ role: {role}, serviceAccount: reader }}";

    private async Task DeclareAsync(string name, string auth)
    {
        await _stage.ApplyAsync(Auth(name, _stage.Central, auth));
        await _stage.DeclareAsync(name, manifest => manifest["spec"]!["vaultAuthRef"] = $"{_stage.Central}/{name}");
    }

    private string Auth(string name, string ns, string spec) => $$"""
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultAuth
        metadata: { name: {{name}}, namespace: {{ns}} }
        spec: { vaultConnectionRef: {{_stage.Central}}/vault, allowedNamespaces: ["{{_stage.App}}"], {{spec}} }
        """;

    private Task<(string Role, string Secret)> AppRoleAsync() => _stage.Vault.MountAppRoleAsync(
        AppRole, "reader", new JsonObject { ["token_policies"] = _stage.Vault.Policy });

    /// <summary>A role <c>reader</c> of a mount that trusts the cluster's ServiceAccount tokens and a key of the test's own.</summary>
    private async Task JwtAsync(RSA key)
    {
        await _stage.Vault.MountJwtAsync(Jwt, key.ExportSubjectPublicKeyInfoPem());
        await _stage.Vault.Admin.WriteAsync($"auth/{Jwt}/role/reader", new JsonObject
        {
            ["role_type"] = "jwt",
            ["bound_audiences"] = new JsonArray(Audience),
            ["user_claim"] = "sub",
            ["token_policies"] = new JsonArray(_stage.Vault.Policy),
        }, default);
    }

    private static string Signed(RSA key)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = $$"""{"iss":"test","sub":"app","aud":"{{Audience}}","iat":{{now}},"nbf":{{now - 10}},"exp":{{now + 3600}}}""";
        var body = $"{Encode("""{"alg":"RS256","typ":"JWT"}""")}.{Encode(claims)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(body), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{body}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
