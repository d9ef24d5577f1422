using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Cases;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;
using Coffer.Playground.Story;
using Coffer.Tests.Support;

namespace Coffer.Chart.Tests.Live.Policies;

/// <summary>
/// The real API server with a release's rights and policies, and a client that holds the operator's token: what a thief of it could do.
/// Names are its own; all of it goes with the test.
/// </summary>
internal sealed class GuardedServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Installed =
        ["ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coffer-policies-");
    private readonly string _id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly List<ObjectId> _made = [];
    private KubeClient? _thief;
    private Rendered? _rendered;

    private GuardedServer() => Admin = new KubeClient(Needs.Kubeconfig!);

    public KubeClient Admin { get; }

    public KubeClient Thief => _thief ?? throw new InvalidOperationException("The release is not installed yet.");

    public Rendered Rendered => _rendered ?? throw new InvalidOperationException("The release is not rendered yet.");

    /// <summary>Path of a kubeconfig with the operator's token.</summary>
    public string OperatorKubeconfig => Path.Combine(_folder.FullName, "operator");

    /// <summary>Namespace of the release.</summary>
    public string Home => $"coffer-{_id}";

    /// <summary>Namespace of somebody's applications.</summary>
    public string App => $"app-{_id}";

    /// <param name="values">Values of the release; <c>$APP</c> stands for the application's namespace.</param>
    public static async Task<GuardedServer> StartAsync(string values = "")
    {
        var server = new GuardedServer();
        try
        {
            server._rendered = new Release(values.Replace("$APP", server.App, StringComparison.Ordinal), "coffer", server.Home).Render();
            await server.PrepareAsync(server.Rendered);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates what goes again at the end.</summary>
    public async Task MakeAsync(string yaml)
    {
        foreach (var json in Yaml.Documents(yaml))
        {
            _made.Add(ObjectId.Of(json.AsObject()));
            await Admin.ApplyAsync(json.AsObject(), default);
        }
    }

    /// <summary>
    /// A token of a ServiceAccount of the application's namespace, as the operator's account asks for it. Null when it was
    /// given, otherwise the refusal.
    /// </summary>
    public Task<string?> AskForTokenAsync(string account, string spec) => TryAsync(thief => thief.PostAsync(
        new ObjectId("v1", "ServiceAccount", App, account), "token",
        Yaml.Object($"{{ apiVersion: authentication.k8s.io/v1, kind: TokenRequest, spec: {spec} }}"), default));

    /// <summary>
    /// The API server's reason for which an account of the application's namespace may not do it; null when it may, or
    /// for want of a right alone.
    /// </summary>
    public async Task<string?> DenialAsync(string account, Right right, string? space)
    {
        var (resource, subresource) = (right.Resource.Split('/')[0], right.Resource.Split('/').ElementAtOrDefault(1) ?? "");
        var review = await Admin.ApplyAsync(Yaml.Object($$"""
            apiVersion: authorization.k8s.io/v1
            kind: SubjectAccessReview
            metadata: { name: "" }
            spec:
              user: "system:serviceaccount:{{App}}:{{account}}"
              resourceAttributes: { namespace: "{{space switch { null => "", "'kube-system'" => "kube-system", _ => App }}}", group: "{{right.Group}}", resource: {{resource}}, subresource: "{{subresource}}", verb: {{right.Verb}} }
            """), default);
        return (bool)review["status"]!["allowed"]! ? null : (string?)review["status"]!["reason"];
    }

    /// <summary>Does it with the operator's token. Null when it passed, otherwise the refusal.</summary>
    public async Task<string?> TryAsync(Func<KubeClient, Task> act)
    {
        try
        {
            await act(Thief);
            return null;
        }
        catch (InvalidOperationException refusal)
        {
            return refusal.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync();
        foreach (var id in Enumerable.Reverse(_made))
        {
            await Admin.DeleteAsync(id, default);
        }

        _thief?.Dispose();
        Admin.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Nobody lets go of the finalizers that a case put on, and the namespace would never end.</summary>
    private async Task ReleaseAsync()
    {
        foreach (var resource in await Admin.ListAsync(ObjectId.Custom("VaultStaticSecret", App, ""), default))
        {
            if (resource["metadata"]!["finalizers"] is not null)
            {
                await Admin.MergeAsync(ObjectId.Custom("VaultStaticSecret", App, (string)resource["metadata"]!["name"]!),
                    Yaml.Object("metadata: { finalizers: null }"), default);
            }
        }
    }

    private async Task PrepareAsync(Rendered rendered)
    {
        await Definitions.InstallAsync(Admin, default);
        await MakeAsync($"{{ apiVersion: v1, kind: Namespace, metadata: {{ name: {Home} }} }}");
        await MakeAsync($"{{ apiVersion: v1, kind: Namespace, metadata: {{ name: {App} }} }}");
        foreach (var manifest in rendered.Manifests.Where(manifest => Installed.Contains(manifest.Kind)))
        {
            _made.Add(ObjectId.Of(manifest.Json));
            await Admin.ApplyAsync(manifest.Json.DeepClone().AsObject(), default);
        }

        var token = await Admin.TokenAsync(new ObjectId("v1", "ServiceAccount", Home, "coffer"), default);
        await File.WriteAllTextAsync(OperatorKubeconfig, Kubeconfig.Of(Admin, token));
        _thief = new KubeClient(OperatorKubeconfig);
        await MakeAsync($"{{ apiVersion: v1, kind: ServiceAccount, metadata: {{ name: plain, namespace: {App} }} }}");
        await EnforcedAsync(rendered);
    }

    /// <summary>The API server learns of a policy a moment after it was made: each has to refuse something first.</summary>
    private async Task EnforcedAsync(Rendered rendered)
    {
        string[] canaries = [.. rendered.Of("ValidatingAdmissionPolicy").Select(policy => policy.Name[$"coffer-{Home}-".Length..])];
        foreach (var (policy, canary) in Canaries().Where(canary => canaries.Contains(canary.Policy)))
        {
            await Until.SeenAsync($"the policy {policy} to be in force", Patience, async () =>
            {
                var refusal = await TryAsync(canary);
                return (refusal?.Contains($"coffer-{Home}-{policy}'", StringComparison.Ordinal) == true, refusal ?? "it passed");
            }, default);
        }
    }

    private IEnumerable<(string Policy, Func<KubeClient, Task> Canary)> Canaries() =>
    [
        ("tokens", thief => thief.PostAsync(
            new ObjectId("v1", "ServiceAccount", App, "plain"), "token",
            Yaml.Object("{ apiVersion: authentication.k8s.io/v1, kind: TokenRequest, spec: { audiences: [vault], "
                + "expirationSeconds: 4294967296 } }"), default)),
        ("secret-types", thief => thief.ApplyAsync(
            Yaml.Object($"{{ apiVersion: v1, kind: Secret, type: helm.sh/release.v1, metadata: {{ name: canary, namespace: {App} }} }}"),
            default)),
    ];
}
