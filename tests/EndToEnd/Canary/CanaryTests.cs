using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.EndToEnd.Tests.Observability;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Canary;

/// <summary>
/// Marked values and real tokens go through the operator, also where it fails, and everything that it emits at its most
/// talkative is searched for them.
/// </summary>
public sealed partial class CanaryTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private readonly string _mark = $"canary{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    private Stage _stage = null!;
    private TraceSink _traces = null!;

    public async Task InitializeAsync()
    {
        _traces = await TraceSink.StartAsync();
        _stage = await Stage.BuildAsync(servers);
        _traces.Announce(_stage.Variables);
        await _stage.StartOperatorAsync(
            "--log-level", "trace", "--dashboard", "true", "--object-metrics", "true", "--restart-window", "1s");
    }

    public async Task DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _traces.DisposeAsync();
    }

    [Fact]
    public async Task No_value_and_no_token_leaves_the_process_but_into_its_Secret()
    {
        await SucceedAsync();
        var keys = await CertifyAsync();
        await FailAsync();

        var emitted = new Dictionary<string, string>
        {
            ["log"] = string.Join('\n', _stage.Operator.Log),
            ["metrics"] = await _stage.PageAsync("/metrics"),
            ["readiness"] = await _stage.PageAsync("/readyz"),
            ["dashboard"] = await _stage.PageAsync("/dashboard/DashboardCounters"),
            ["traces"] = _traces.Text,
            ["objects"] = await ObjectsAsync(),
        };
        Assert.Contains("leaky", emitted["objects"], StringComparison.Ordinal);
        Assert.Contains("leaky", emitted["traces"], StringComparison.Ordinal);
        Assert.Contains("leaky", emitted["metrics"], StringComparison.Ordinal);
        Assert.Contains("Trace", emitted["log"], StringComparison.OrdinalIgnoreCase);
        Assert.All(emitted, part => Assert.Equal([], Leaks(part.Key, part.Value)));
        Assert.All(emitted, part => Assert.Empty(keys.SelectMany(Spellings).Where(
            spelling => part.Value.Contains(spelling, StringComparison.Ordinal)).Select(_ => $"{part.Key} holds a private key")));
        Assert.Equal($"{_mark}-rotated", (await _stage.SecretAsync("leaky"))!["password"]);
    }

    private async Task SucceedAsync()
    {
        await _stage.DeclareLoginAsync();
        await _stage.Vault.PutAsync("leaky", ("password", $"{_mark}-value"));
        await _stage.DeclareAsync("leaky", path: "leaky");
        await _stage.SecretBecomesAsync("leaky", "password", $"{_mark}-value", "leaky");
        await _stage.Vault.PutAsync("leaky", ("password", $"{_mark}-rotated"));
        await _stage.SecretBecomesAsync("leaky", "password", $"{_mark}-rotated", "leaky");
        await _stage.Kube.MergeAsync(
            ObjectId.Secret(_stage.App, "leaky"), JsonNode.Parse("""{"data":{"password":"Ym9ndXM="}}""")!.AsObject(), default);
        await _stage.SecretBecomesAsync("leaky", "password", $"{_mark}-rotated", "leaky");
    }

    /// <summary>Certificates that come, are replaced, and can't be made into their Secret; the keys that were seen.</summary>
    private async Task<IReadOnlyList<string>> CertifyAsync()
    {
        await _stage.BuildPkiAsync();
        await _stage.DeclarePkiAsync("certified", manifest => manifest["spec"]!["destination"]!["type"] = "kubernetes.io/tls");
        var first = await _stage.SerialAsync("certified");
        var keys = new List<string> { (await _stage.SecretAsync("certified"))!["tls.key"] };
        await _stage.Kube.MergeAsync(_stage.PkiSecret("certified"), JsonNode.Parse(
            """{"spec":{"altNames":["b.example.test"],"revoke":true}}""")!.AsObject(), default);
        await _stage.SerialAsync("certified", but: first);
        keys.Add((await _stage.SecretAsync("certified"))!["tls.key"]);
        await _stage.DeclarePkiAsync("uncertified", manifest => manifest["spec"]!["destination"]!["transformation"] = JsonNode.Parse(
            """{"templates":{"key":{"text":"{{ fail .Secrets.private_key }}"}}}"""));
        await _stage.SaysAsync(_stage.PkiSecret("uncertified"), "Ready", "False");
        return keys;
    }

    /// <summary>The body of a key: as PEM, without its line ends, in base64 and as JSON would have it.</summary>
    private static IEnumerable<string> Spellings(string pem)
    {
        var lines = pem.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("-----", StringComparison.Ordinal)).ToList();
        return
        [
            lines[0], string.Concat(lines)[..80], Convert.ToBase64String(Encoding.UTF8.GetBytes(pem))[40..120],
            JsonValue.Create(pem).ToJsonString()[40..120],
        ];
    }

    private async Task FailAsync()
    {
        await _stage.Vault.PutAsync("bad-key", ($"{_mark[..6]} with blanks", $"{_mark}-under-a-bad-key"));
        await _stage.DeclareAsync("bad-key", path: "bad-key");
        await _stage.Vault.PutAsync("raw-key", ("_raw", $"{_mark}-raw"));
        await _stage.DeclareAsync("raw-key", path: "raw-key");
        // Vault takes no text above a MiB; with _raw this is one all the same.
        await _stage.Vault.PutAsync("huge", ("password", _mark + new string('x', 700_000)));
        await _stage.DeclareAsync("huge", path: "huge");
        await _stage.Vault.Admin.WriteAsync(
            $"{_stage.Vault.KvV1}/wrong-type", new JsonObject { ["data"] = $"{_mark}-wrong-type" }, default);
        await _stage.DeclareAsync("wrong-type", manifest => manifest["spec"]!["mount"] = _stage.Vault.KvV1, "wrong-type");
        await _stage.Vault.PutAsync("typed", ("password", $"{_mark}-typed"));
        await _stage.DeclareAsync("typed", manifest => manifest["spec"]!["destination"]!["type"] = "kubernetes.io/tls", "typed");
        await _stage.MakeSecretAsync("foreign", "password", $"{_mark}-foreign");
        await _stage.DeclareAsync("foreign", path: "leaky");
        await _stage.MakeSecretAsync("wrong-id", "id", $"{_mark}-secret-id");
        await LoginAsync("approle", "method: appRole, mount: no-such-mount, appRole: { roleId: none, secretRef: wrong-id }");
        await _stage.MakeSecretAsync("wrong-jwt", "jwt", $"eyJhbGciOiJSUzI1NiJ9.{_mark}.{_mark}");
        await LoginAsync("jwt", $"method: jwt, mount: {_stage.Vault.Auth}, jwt: {{ role: {VaultSite.Role}, secretRef: wrong-jwt }}");
        await OwnMethodsAsync();
        await TemplatesAsync();

        foreach (var name in new[]
        {
            "bad-key",
            "raw-key",
            "huge", "wrong-type", "typed", "foreign", "approle", "jwt", "dead-token", "no-token", "cert", "t-fail", "t-range", "t-index",
            "t-regex",
            "t-json", "t-map", "t-map-key",
        })
        {
            await _stage.SaysAsync(name, "Ready", "False");
        }
    }

    /// <summary>Tokens and certificates that are no good, under a VaultAuthGlobal whose headers are nobody's business either.</summary>
    private async Task OwnMethodsAsync()
    {
        await _stage.ApplyAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultAuthGlobal
            metadata: { name: shared, namespace: {{_stage.Central}} }
            spec: { allowedNamespaces: ["*"], headers: { X-Of-Global: "{{_mark}}-global" } }
            """);
        const string global = "vaultAuthGlobalRef: { name: shared, mergeStrategy: { headers: union } }";
        await _stage.MakeSecretAsync("dead-token", "token", $"hvs.{_mark}");
        await LoginAsync("dead-token", $"method: token, mount: none, token: {{ secretRef: dead-token }}, {global}");
        await _stage.MakeSecretAsync("no-token", "other", $"{_mark}-no-token");
        await LoginAsync("no-token", $"method: token, mount: none, token: {{ secretRef: no-token, key: other }}, {global}");
        await _stage.ApplyAsync($$"""
            apiVersion: v1
            kind: Secret
            metadata: { name: no-certificate, namespace: {{_stage.App}} }
            stringData: { tls.crt: "{{_mark}}-certificate", tls.key: "{{_mark}}-key" }
            """);
        await LoginAsync("cert", $"method: cert, mount: cert, cert: {{ secretRef: no-certificate }}, {global}");
    }

    /// <summary>Templates whose errors would show the value in the words of Go.</summary>
    private async Task TemplatesAsync()
    {
        await TransformAsync("t-fine", """{"templates":{"key":{"text":"{{ .Secrets.password }}"}}}""");
        await TransformAsync("t-fail", """{"templates":{"key":{"text":"{{ fail .Secrets.password }}"}}}""");
        await TransformAsync("t-range", """{"templates":{"key":{"text":"{{ range .Secrets.password }}{{ end }}"}}}""");
        await TransformAsync("t-index", """{"templates":{"key":{"text":"{{ index .Secrets.password .Secrets.password }}"}}}""");
        await TransformAsync("t-regex", """{"templates":{"key":{"text":"{{ mustRegexMatch (print \"(\" .Secrets.password) \"x\" }}"}}}""");
        await TransformAsync("t-json", """{"templates":{"key":{"text":"{{ mustFromJson .Secrets.password }}"}}}""");
        await TransformAsync("t-map", """{"mapTemplate":{"text":"{{ .Secrets.password }}"}}""");
        await TransformAsync("t-map-key", """{"mapTemplate":{"text":"{{ dict (print .Secrets.password \" x\") 1 | toJson }}"}}""");
        await _stage.SecretBecomesAsync("t-fine", "key", $"{_mark}-rotated", "t-fine");
    }

    private Task TransformAsync(string name, string transformation) => _stage.DeclareAsync(
        name, manifest => manifest["spec"]!["destination"]!["transformation"] = JsonNode.Parse(transformation), "leaky");

    private async Task LoginAsync(string name, string spec)
    {
        await _stage.ApplyAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultAuth
            metadata: { name: {{name}}, namespace: {{_stage.Central}} }
            spec: { vaultConnectionRef: vault, allowedNamespaces: ["*"], headers: { X-Marked: "{{_mark}}-header" }, {{spec}} }
            """);
        await _stage.DeclareAsync(name, manifest => manifest["spec"]!["vaultAuthRef"] = $"{_stage.Central}/{name}");
    }

    /// <summary>
    /// All that the operator writes into the cluster: statuses, metadata, Events, and of Secrets everything but the data.
    /// </summary>
    private async Task<string> ObjectsAsync()
    {
        var text = new StringBuilder();
        foreach (var kind in new[] { "VaultConnection", "VaultAuth", "VaultAuthGlobal", "VaultStaticSecret", "VaultPKISecret" })
        {
            foreach (var ns in new[] { _stage.Central, _stage.App })
            {
                foreach (var found in await _stage.Kube.ListAsync(ObjectId.Custom(kind, ns, ""), default))
                {
                    text.AppendLine(found["metadata"]?["name"]?.ToJsonString()).AppendLine(found["status"]?.ToJsonString());
                }
            }
        }

        foreach (var ns in new[] { _stage.Home, _stage.Central, _stage.App })
        {
            foreach (var found in await _stage.Kube.ListAsync(new ObjectId("v1", "Event", ns, ""), default))
            {
                text.AppendLine(found.ToJsonString());
            }

            foreach (var found in await _stage.Kube.ListAsync(new ObjectId("v1", "Secret", ns, ""), default))
            {
                text.AppendLine(found["metadata"]!.ToJsonString());
            }
        }

        return text.ToString();
    }

    private IEnumerable<string> Leaks(string part, string text) => Tokens().Matches(text).Select(match => match.Index)
        .Concat(Places(text, $"{_mark}-")).Concat(Places(text, Convert.ToBase64String(Encoding.UTF8.GetBytes(_mark))[..20]))
        .Select(index => $"{part}: …{text[Math.Max(0, index - 200)..Math.Min(text.Length, index + 60)]}…");

    private static IEnumerable<int> Places(string text, string word)
    {
        for (var index = text.IndexOf(word, StringComparison.Ordinal); index >= 0; index = text.IndexOf(
            word, index + 1, StringComparison.Ordinal))
        {
            yield return index;
        }
    }

    /// <summary>Tokens of Vault and OpenBao (service, batch, recovery; of old versions too) and JSON web tokens.</summary>
    [GeneratedRegex(@"\b(hvs|hvb|hvr)\.[A-Za-z0-9_-]{16,}|\b[sbr]\.[A-Za-z0-9]{22,}\b|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+")]
    private static partial Regex Tokens();
}
