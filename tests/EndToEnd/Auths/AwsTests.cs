using System.Text;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;
using Coffer.Tests.Support.Aws;

namespace Coffer.EndToEnd.Tests.Auths;

/// <summary>
/// Logins with an identity of Amazon: an STS on loopback that checks signatures, and a Vault, embedded or real, that asks it who signed.
/// </summary>
public sealed class AwsTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private const string Role = "arn:aws:iam::123456789012:role/apps/reader";
    private const string ServerId = "vault.example.com";

    private Stage _stage = null!;
    private StandInSts _sts = null!;

    private string Mount => $"aws-{_stage.Vault.Policy}";

    private string Account => $"system:serviceaccount:{_stage.App}:irsa";

    public async Task InitializeAsync()
    {
        _stage = await Stage.BuildAsync(servers);
        _sts = await StandInSts.StartAsync();
        var (id, secret) = _sts.AddUser("operator");
        _stage.Variables["AWS_ACCESS_KEY_ID"] = id;
        _stage.Variables["AWS_SECRET_ACCESS_KEY"] = secret;
        _stage.Variables["AWS_EC2_METADATA_DISABLED"] = "true";
    }

    public async Task DisposeAsync()
    {
        await _stage.Vault.Admin.DeleteAsync($"sys/auth/{Mount}", default);
        await _stage.DisposeAsync();
        await _sts.DisposeAsync();
    }

    [AuthFact("aws")]
    public async Task Logins_by_keys_by_a_role_and_by_the_operators_own_identity()
    {
        await FurnishAsync();
        await _stage.StartOperatorAsync("--log-level", "trace");
        await _stage.DeclareLoginAsync();

        await BySecretAsync();
        await ByAccountAsync();
        await ByOperatorAsync();
        await TellsAsync();
        await KeepsSilentAsync();
    }

    /// <summary>What Vault is told: where STS is, what header it wants, whom it trusts.</summary>
    private async Task FurnishAsync()
    {
        var vault = _stage.Vault.Admin;
        await _stage.Vault.PutAsync("demo/config", ("password", "winter"));
        await vault.WriteAsync($"sys/auth/{Mount}", new JsonObject { ["type"] = "aws" }, default);
        await vault.WriteAsync($"auth/{Mount}/config/client", new JsonObject
        {
            ["sts_endpoint"] = _sts.Address.ToString().TrimEnd('/'),
            ["iam_endpoint"] = _sts.Address.ToString().TrimEnd('/'),
            ["iam_server_id_header_value"] = ServerId,
            ["max_retries"] = 0,
        }, default);
        foreach (var (role, principal) in new[]
        {
            ("app", "arn:aws:iam::123456789012:user/app"), ("account", "arn:aws:iam::123456789012:role/reader"),
            ("operator", "arn:aws:iam::123456789012:user/operator"),
        })
        {
            await vault.WriteAsync($"auth/{Mount}/role/{role}", new JsonObject
            {
                ["auth_type"] = "iam",
                ["bound_iam_principal_arn"] = principal,
                ["resolve_aws_unique_ids"] = false,
                ["token_policies"] = _stage.Vault.Policy,
                ["token_ttl"] = "10m",
            }, default);
        }
    }

    private async Task BySecretAsync()
    {
        await DeclareAsync("keys", _stage.Central, "role: app, secretRef: aws-keys");
        await _stage.SaysAsync("keys", "Ready", "False", "create Secret", "aws-keys", "access_key_id");

        await PutKeysAsync("aws-keys", _sts.AddUser("app"));
        await _stage.SecretBecomesAsync("keys", "password", "winter", "keys");
        Assert.Contains(("GetCallerIdentity", "sts.amazonaws.com", "ok"), _sts.Requests);
        Assert.DoesNotContain(_sts.Requests, request => request.Action == "AssumeRoleWithWebIdentity");
    }

    private async Task ByAccountAsync()
    {
        await _stage.ApplyAsync(ServiceAccount("irsa", ""));
        await DeclareAsync(
            "account", _stage.Central,
            $"role: account, region: eu-west-1, irsaServiceAccount: irsa, sessionName: app, stsEndpoint: '{_sts.Address}'");
        await _stage.SaysAsync("account", "Ready", "False", "no annotation eks.amazonaws.com/role-arn", "kubectl annotate");

        _sts.Roles[Role] = new StandInRole("sts.amazonaws.com", "system:serviceaccount:elsewhere:irsa");
        await _stage.ApplyAsync(ServiceAccount("irsa", $"eks.amazonaws.com/role-arn: '{Role}'"));
        await _stage.SaysAsync("account", "Ready", "False", "403 AccessDenied", Account, "trust policy");

        _sts.Roles[Role] = new StandInRole("sts.amazonaws.com", Account);
        await _stage.SecretBecomesAsync("account", "password", "winter", "account");
        Assert.Contains(("GetCallerIdentity", "sts.eu-west-1.amazonaws.com", "ok"), _sts.Requests);
        Assert.Contains(_sts.Forms, form => form.GetValueOrDefault("RoleSessionName") == "app");
    }

    private async Task ByOperatorAsync()
    {
        await DeclareAsync("own", _stage.Home, "role: operator");
        await _stage.SecretBecomesAsync("own", "password", "winter", "own");

        await DeclareAsync("borrowed", _stage.Central, "role: operator");
        await _stage.SaysAsync(
            "borrowed", "Ready", "False", $"VaultAuth {_stage.Central}/borrowed can't be used: spec.aws",
            "--ambient-aws-credentials", "COFFER_AMBIENT_AWS_CREDENTIALS", _stage.Home);
    }

    private async Task TellsAsync()
    {
        await DeclareAsync("role", _stage.Central, "role: no-such, secretRef: aws-keys");
        await _stage.SaysAsync("role", "Ready", "False", "entry for role no-such not found", "auth_type=iam");
        await DeclareAsync("bound", _stage.Central, "role: operator, secretRef: aws-keys");
        await _stage.SaysAsync(
            "bound", "Ready", "False", "does not belong to the role", "bound_iam_principal_arn=arn:aws:iam::123456789012:user/app");
        await DeclareAsync("header", _stage.Central, "role: app, secretRef: aws-keys, headerValue: other", headerValue: null);
        await _stage.SaysAsync("header", "Ready", "False", "X-Vault-AWS-IAM-Server-ID", "set spec.aws.headerValue");

        var (id, _) = _sts.AddUser("wrong");
        _sts.IsTalkative = true;
        _sts.Keys[id] = _sts.Keys[id] with { SessionToken = $"{Guid.NewGuid():N}//c4nary==" };
        _sts.Secrets.Enqueue(_sts.Keys[id].SessionToken);
        await PutKeysAsync("aws-wrong", (id, $"{Guid.NewGuid():N}-c4nary"), _sts.Keys[id].SessionToken);
        await DeclareAsync("wrong", _stage.Central, "role: app, secretRef: aws-wrong");
        await _stage.SaysAsync("wrong", "Ready", "False", "SignatureDoesNotMatch", "does not belong to the access key id");

        _sts.Ahead = TimeSpan.FromMinutes(20);
        await DeclareAsync("clock", _stage.Central, "role: app, secretRef: aws-keys");
        await _stage.SaysAsync("clock", "Ready", "False", "Signature expired", "the clock of this pod is", "correct the clock");
        _sts.Ahead = TimeSpan.Zero;
    }

    /// <summary>Keys, tokens and signatures are seen neither in the log at its most talkative nor in what the cluster keeps.</summary>
    private async Task KeepsSilentAsync()
    {
        var seen = new StringBuilder(string.Join('\n', _stage.Operator.Log)).Append(await _stage.PageAsync("/metrics"));
        foreach (var ns in new[] { _stage.Home, _stage.Central, _stage.App })
        {
            foreach (var kind in new[] { "VaultAuth", "VaultStaticSecret" })
            {
                (await _stage.Kube.ListAsync(ObjectId.Custom(kind, ns, ""), default)).ToList()
                    .ForEach(found => seen.AppendLine(found["status"]?.ToJsonString()));
            }

            (await _stage.Kube.ListAsync(new ObjectId("v1", "Event", ns, ""), default)).ToList()
                .ForEach(found => seen.AppendLine(found.ToJsonString()));
        }

        var text = seen.ToString().Replace("\\u002B", "+", StringComparison.OrdinalIgnoreCase);
        Assert.Contains("SignatureDoesNotMatch", text, StringComparison.Ordinal);
        Assert.InRange(_sts.Secrets.Count, 10, int.MaxValue);
        Assert.All(_sts.Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.DoesNotContain("c4nary", text, StringComparison.Ordinal);
    }

    private Task PutKeysAsync(string name, (string Id, string Secret) keys, string token = "") => _stage.ApplyAsync($$"""
        apiVersion: v1
        kind: Secret
        metadata: { name: {{name}}, namespace: {{_stage.App}} }
        stringData: { access_key_id: "{{keys.Id}}", secret_access_key: "{{keys.Secret}}", session_token: "{{token}}" }
        """);

    private string ServiceAccount(string name, string annotations) => $$"""
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: {{name}}, namespace: {{_stage.App}}, annotations: { {{annotations}} } }
        """;

    private async Task DeclareAsync(string name, string ns, string block, string? headerValue = ServerId)
    {
        await _stage.ApplyAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultAuth
            metadata: { name: {{name}}, namespace: {{ns}} }
            spec:
              vaultConnectionRef: {{_stage.Central}}/vault
              allowedNamespaces: ["{{_stage.App}}"]
              method: aws
              mount: {{Mount}}
              aws: { {{block}}{{(headerValue is null ? "" : $", headerValue: {headerValue}")}} }
            """);
        await _stage.DeclareAsync(name, manifest => manifest["spec"]!["vaultAuthRef"] = $"{ns}/{name}");
    }
}
