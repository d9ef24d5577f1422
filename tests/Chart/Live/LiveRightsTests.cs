using System.Text;
using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Cases;
using Coffer.Chart.Tests.Live.Policies;
using Coffer.Chart.Tests.Rendering;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Playground.Story;
using Coffer.Tests.Support;

namespace Coffer.Chart.Tests.Live;

/// <summary>The operator does its work with the rights that the chart gives it in each mode, and asks for no other.</summary>
[Collection(LifeUnderPoliciesTests.Neighbours)]
public sealed class LiveRightsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [Theory]
    [InlineData("rbac: { secrets: watch }")]
    [InlineData("rbac: { secrets: named }")]
    [InlineData("rbac: { secrets: { namespaces: [vault, myapp] } }")]
    public async Task A_secret_lives_its_life_and_nothing_is_forbidden(string values)
    {
        await using var installation = await Installation.StartAsync(values, default);
        var scene = new Scene(installation.Kube, default);

        await AppearAsync(installation, scene);
        await RotateAsync(installation, scene);
        await RepairAsync(installation, scene);
        await RenameAsync(installation);
        await LetGoAsync(installation);

        var asked = installation.Asked.ToList();
        Assert.Empty(asked.Where(request => request.StatusCode == 403).Select(request => $"{request.Verb} {request.Path}"));
        Assert.NotEmpty(asked);
        Assert.Equal(!values.Contains("named", StringComparison.Ordinal),
            asked.Any(request => request is { Resource: "secrets", Verb: "list" or "watch" }));
    }

    /// <summary>What a life with all its turns does not come to, each for the reason named.</summary>
    [Fact]
    public async Task No_right_is_given_that_is_not_used()
    {
        Right[] unused =
        [
            // Only after a conflict, or when a grain wakes up without its feed.
            .. from kind in new[] { "secrettransformations", "vaultauthglobals" }
               select new Right("secrets.hashicorp.com", kind, "get"),
            // Kinds of which this life has no object.
            .. from kind in new[] { "secrettransformations", "vaultauthglobals", "vaultdynamicsecrets", "vaultpkisecrets" }
               select new Right("secrets.hashicorp.com", $"{kind}/status", "patch"),
            .. from kind in new[] { "daemonsets", "statefulsets" } from verb in new[] { "get", "patch" } select new Right(
                "apps", kind, verb),
            .. from verb in new[] { "get", "patch" } select new Right("argoproj.io", "rollouts", verb),
            // Only logins with an identity of a cloud ask for a ServiceAccount's annotations.
            new("", "serviceaccounts", "get"),
            // The repetition of an Event.
            new("", "events", "patch"),
            // The rotation of the authority, after most of a year.
            new("", "secrets", "patch", "coffer-silo-ca-coffer"),
        ];
        await using var installation = await Installation.StartAsync("", default);
        var scene = new Scene(installation.Kube, default);
        await AppearAsync(installation, scene);
        await RotateAsync(installation, scene);
        await RepairAsync(installation, scene);
        await RenameAsync(installation);
        await LetGoAsync(installation);

        var rendered = new Release().Render();
        // A watch is noted when it ends, and these go on.
        var given = Right.Of(rendered.One("ClusterRole", "coffer-coffer-system"))
            .Concat(Right.Of(rendered.One("Role", "coffer"))).Where(right => right.Verb != "watch").ToList();

        // A request is noted when it has been answered, and Events are written in their own time.
        await Until.SeenAsync("each right to be used", Patience, () =>
        {
            var idle = given.Except(installation.Asked.SelectMany(Used)).Except(unused).ToList();
            return Task.FromResult((idle.Count == 0, string.Join(", ", idle)));
        }, default);
    }

    /// <summary>Server-side apply needs the right to create as well.</summary>
    private static IEnumerable<Right> Used(KubeRequest request)
    {
        var resource = request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}";
        string[] verbs = request.ContentType.Contains("apply-patch", StringComparison.Ordinal) ? ["patch", "create"] : [request.Verb];
        return verbs.SelectMany(
            verb => new[] { new Right(request.Group, resource, verb), new Right(request.Group, resource, verb, request.Name) });
    }

    private static async Task AppearAsync(Installation installation, Scene scene)
    {
        await installation.PutAsync("winter", default);
        var address = installation.Vault.Address.ToString().TrimEnd('/');
        await installation.Kube.ApplyYamlAsync(
            Playground.Story.Manifest.Read("2-connection.yaml").Replace("$VAULT_ADDR", address, StringComparison.Ordinal), default);
        await installation.Kube.ApplyYamlAsync(
            Playground.Story.Manifest.Read("3-app.yaml").Replace("refreshAfter: 10s", "refreshAfter: 2s", StringComparison.Ordinal),
            default);
        await BecomesAsync(scene, "winter");
    }

    private static async Task RotateAsync(Installation installation, Scene scene)
    {
        await installation.PutAsync("spring", default);
        await BecomesAsync(scene, "spring");
        await Until.SeenAsync("the Deployment to be rolled", Patience,
            async () => (await scene.RestartedAtAsync() is not null, await scene.StatusAsync()), default);
    }

    private static async Task RepairAsync(Installation installation, Scene scene)
    {
        var tampered = Convert.ToBase64String(Encoding.UTF8.GetBytes("tampered"));
        await installation.Kube.MergeAsync(Scene.Secret, new JsonObject { ["data"] = new JsonObject { ["password"] = tampered } }, default);
        await BecomesAsync(scene, "spring");
    }

    private static async Task RenameAsync(Installation installation)
    {
        var renamed = new JsonObject { ["spec"] = new JsonObject { ["destination"] = new JsonObject { ["name"] = "renamed" } } };
        await installation.Kube.MergeAsync(Scene.StaticSecret, renamed, default);
        await Until.TrueAsync("the Secret under its new name", Patience,
            async () => await installation.Kube.FindAsync(ObjectId.Secret("myapp", "renamed"), default) is not null, default);
        await Until.TrueAsync("the Secret of the old name to go", Patience,
            async () => await installation.Kube.FindAsync(Scene.Secret, default) is null, default);
    }

    /// <summary>Of what the reference left its finalizers on.</summary>
    private static async Task LetGoAsync(Installation installation)
    {
        (string Kind, string Finalizer, string Spec)[] left =
        [
            ("VaultConnection", "vaultconnection", """{ "address": "http://vault.example:8200" }"""),
            ("VaultAuth", "vaultauth", """{ "method": "jwt", "mount": "jwt", "jwt": { "role": "r", "serviceAccount": "reader" } }"""),
            ("VaultStaticSecret", "vaultstaticsecret",
                """{ "mount": "kv", "type": "kv-v2", "path": "p", "destination": { "name": "s" } }"""),
            ("VaultDynamicSecret", "vaultdynamicsecret", """{ "mount": "db", "path": "creds/app", "destination": { "name": "d" } }"""),
            ("VaultPKISecret", "vaultpkisecrets", """{ "mount": "pki", "role": "r", "destination": { "name": "p" } }"""),
        ];
        foreach (var (kind, finalizer, spec) in left)
        {
            var id = ObjectId.Custom(kind, "myapp", "left");
            await installation.Kube.ApplyAsync(
                new JsonObject
                {
                    ["apiVersion"] = "secrets.hashicorp.com/v1beta1",
                    ["kind"] = kind,
                    ["metadata"] = new JsonObject
                    {
                        ["name"] = id.Name,
                        ["namespace"] = id.Namespace,
                        ["finalizers"] = new JsonArray($"{finalizer}.secrets.hashicorp.com/finalizer"),
                    },
                    ["spec"] = JsonNode.Parse(spec),
                },
                default);
            await installation.Kube.DeleteAsync(id, default);
            await Until.TrueAsync(
                $"the {kind} to go", Patience, async () => await installation.Kube.FindAsync(id, default) is null, default);
        }
    }

    private static Task BecomesAsync(Scene scene, string password) => Until.SeenAsync(
        $"password={password}", Patience,
        async () => (await scene.ValueAsync("password") == password, $"{await scene.ValueAsync("password")}; {await scene.StatusAsync()}"),
        default);
}
