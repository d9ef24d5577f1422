using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;

namespace Coffer.EndToEnd.Tests.Auths;

/// <summary>
/// Roles with <c>token_type=batch</c>: tokens that can be neither renewed nor revoked. Another login is made before the end, and neither
/// the log nor a condition has a complaint.
/// </summary>
public sealed class BatchTokenTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private const string Life = "20s";

    private static readonly string[] Methods = ["kubernetes", "jwt", "approle"];

    private Stage _stage = null!;

    private string Jwt => $"jwt-{_stage.Vault.Policy}";

    private string AppRole => $"approle-{_stage.Vault.Policy}";

    public async Task InitializeAsync()
    {
        _stage = await Stage.OpenAsync(servers, "--log-level", "debug");
        await _stage.DeclareLoginAsync();
        await _stage.Vault.PutAsync("demo/config", ("password", "winter"));
    }

    public async Task DisposeAsync()
    {
        await _stage.Vault.Admin.DeleteAsync($"sys/auth/{Jwt}", default);
        await _stage.Vault.Admin.DeleteAsync($"sys/auth/{AppRole}", default);
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task A_batch_token_is_replaced_before_its_end_and_left_to_it_without_a_complaint()
    {
        await LogInAsync();
        await BecomeAsync("winter");
        foreach (var method in Methods)
        {
            await _stage.EventuallyAsync(
                $"three logins by {method}", _stage.StaticSecret(method), () => Task.FromResult(Logins(method).Count > 2));
            Assert.All(
                Logins(method).Zip(Logins(method).Skip(1)),
                pair => Assert.True(pair.Second.At < pair.First.Until, $"{method}: until {pair.First.Until:O}, then {pair.Second}"));
        }

        await _stage.Vault.PutAsync("demo/config", ("password", "spring"));
        await BecomeAsync("spring");
        // A changed VaultAuth lets go of its token at once, the last silo of all at its end.
        await DeclareKubernetesAsync(", headers: { X-Note: changed }");
        await _stage.EventuallyAsync(
            "a token that is let go of", _stage.StaticSecret("kubernetes"),
            () => Task.FromResult(Said("the batch token of version").Any()));
        await _stage.Operator.StopAsync(TimeSpan.FromSeconds(60));

        Assert.Empty(Said("is not revoked"));
        Assert.Equal([], Complaints());
        Assert.Equal(0, servers.EmbeddedVault?.Requests.Count("update", "auth/token/revoke-self") ?? 0);
        Assert.Equal(0, servers.EmbeddedVault?.Requests.Count("update", "auth/token/renew-self") ?? 0);
    }

    private async Task BecomeAsync(string password)
    {
        foreach (var method in Methods)
        {
            await _stage.SecretBecomesAsync(method, "password", password, method);
        }
    }

    private async Task LogInAsync()
    {
        await _stage.Vault.Admin.WriteAsync($"auth/{_stage.Vault.Auth}/role/batch", Role(new JsonObject
        {
            ["bound_service_account_names"] = "reader",
            ["bound_service_account_namespaces"] = _stage.App,
        }), default);
        await DeclareKubernetesAsync("");
        await _stage.Vault.MountJwtAsync(Jwt);
        await _stage.Vault.Admin.WriteAsync($"auth/{Jwt}/role/batch", Role(new JsonObject
        {
            ["role_type"] = "jwt",
            ["bound_audiences"] = new JsonArray("vault"),
            ["user_claim"] = "sub",
        }), default);
        await DeclareAuthAsync("jwt", $"method: jwt, mount: {Jwt}, jwt: {{ role: batch, serviceAccount: reader, audiences: [vault] }}");
        var (role, secret) = await _stage.Vault.MountAppRoleAsync(AppRole, "batch", Role([]));
        await _stage.MakeSecretAsync("batch-id", "id", secret);
        await DeclareAuthAsync("approle", $"method: appRole, mount: {AppRole}, appRole: {{ roleId: {role}, secretRef: batch-id }}");
        foreach (var method in Methods)
        {
            await _stage.DeclareAsync(method, manifest => manifest["spec"]!["vaultAuthRef"] = $"{_stage.Central}/{method}");
        }
    }

    private JsonObject Role(JsonObject fields)
    {
        fields["token_policies"] = _stage.Vault.Policy;
        fields["token_type"] = "batch";
        fields["token_ttl"] = Life;
        return fields;
    }

    private Task DeclareKubernetesAsync(string also) => DeclareAuthAsync(
        "kubernetes", $"method: kubernetes, mount: {_stage.Vault.Auth}, kubernetes: {{ role: batch, serviceAccount: reader }}{also}");

    private Task DeclareAuthAsync(string name, string spec) => _stage.ApplyAsync($$"""
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultAuth
        metadata: { name: {{name}}, namespace: {{_stage.Central}} }
        spec: { vaultConnectionRef: vault, allowedNamespaces: ["{{_stage.App}}"], {{spec}} }
        """);

    /// <summary>Logins by a VaultAuth, as the log tells of them.</summary>
    private IReadOnlyList<Login> Logins(string method) =>
    [
        .. Lines().Where(line => ((string?)line["Message"])?.StartsWith($"Auth {_stage.Central}/{method}@{_stage.App}: logged in,",
                StringComparison.Ordinal) == true)
            .Select(static line => new Login(Time(line["Timestamp"]!), Time(line["State"]!["ExpiresAt"]!))),
    ];

    private IEnumerable<JsonObject> Said(string words) =>
        Lines().Where(line => ((string?)line["Message"])?.Contains(words, StringComparison.Ordinal) == true);

    /// <summary>Of actors and of calls to Vault: a host of the test may have others.</summary>
    private IEnumerable<string> Complaints() => Lines()
        .Where(static line => (string?)line["LogLevel"] is "Warning" or "Error" or "Critical"
            && ((string)line["Category"]!).Split('.') is ["Coffer", "Grains" or "Vault", ..])
        .Select(static line => line.ToJsonString());

    private IEnumerable<JsonObject> Lines() => _stage.Operator.Log.Where(static line => line.StartsWith('{'))
        .Select(static line => JsonNode.Parse(line)!.AsObject());

    private static DateTimeOffset Time(JsonNode json) =>
        DateTimeOffset.Parse((string)json!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private sealed record Login(DateTimeOffset At, DateTimeOffset Until);
}
