using System.Text;
using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.Playground.Story;

/// <summary>The story's objects as they are now.</summary>
internal sealed class Scene(KubeClient kube, CancellationToken cancellation)
{
    public static readonly ObjectId Secret = ObjectId.Secret("myapp", "my-secret");
    public static readonly ObjectId Deployment = ObjectId.Deployment("myapp", "myapp");
    public static readonly ObjectId StaticSecret = ObjectId.Custom("VaultStaticSecret", "myapp", "vault-static-secret");

    /// <summary>One decoded value of the Secret; null when there is none.</summary>
    public async Task<string?> ValueAsync(string key)
    {
        var encoded = (string?)(await kube.FindAsync(Secret, cancellation))?["data"]?[key];
        return encoded is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
    }

    /// <summary>The Deployment's generation: grows by one with each rollout.</summary>
    public async Task<long> GenerationAsync() => (long)((await kube.FindAsync(Deployment, cancellation))?["metadata"]?["generation"] ?? 0);

    /// <summary>When the Deployment was last rolled by an operator; null when it never was.</summary>
    public async Task<string?> RestartedAtAsync() =>
        (string?)(await kube.FindAsync(
            Deployment, cancellation))?["spec"]?["template"]?["metadata"]?["annotations"]?["vso.secrets.hashicorp.com/restartedAt"];

    /// <summary>What the VaultStaticSecret says of itself, in one line.</summary>
    public async Task<string> StatusAsync()
    {
        var conditions = (await kube.FindAsync(StaticSecret, cancellation))?["status"]?["conditions"]?.AsArray().OfType<JsonObject>() ?? [];
        var lines = conditions.Select(
            condition => $"{condition["type"]}={condition["status"]} ({condition["reason"]}) {condition["message"]}");
        return string.Join("; ", lines.DefaultIfEmpty("no conditions yet"));
    }
}
