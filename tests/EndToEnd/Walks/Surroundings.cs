using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Walks;

/// <summary>
/// Namespaces in which sets of objects stand, with what others made there. Names of one stand for those of another, so that the same
/// manifests can be put into both.
/// </summary>
/// <param name="Kube">API server.</param>
/// <param name="Home">Namespace of the operator.</param>
/// <param name="Central">Namespace of VaultConnections, VaultAuths and VaultAuthGlobals.</param>
/// <param name="App">Namespace of everything else.</param>
/// <param name="Vault">What there is in Vault; the same for all surroundings of a walk.</param>
internal sealed record Surroundings(KubeClient Kube, string Home, string Central, string App, IReadOnlyDictionary<string, string> Vault)
{
    private const int AtOnce = 8;

    /// <summary>Kinds that stand in the central namespace.</summary>
    private static readonly HashSet<string> CentralKinds = ["VaultConnection", "VaultAuth", "VaultAuthGlobal"];

    /// <summary>Makes the namespaces and the ServiceAccount.</summary>
    public Task BuildAsync() => Kube.ApplyYamlAsync(
        $$"""
        apiVersion: v1
        kind: Namespace
        metadata: { name: {{Home}} }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: {{Central}} }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: {{App}} }
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: reader, namespace: {{App}} }
        """,
        default);

    public async Task RazeAsync()
    {
        foreach (var ns in new[] { App, Central, Home })
        {
            await Kube.DeleteAsync(new ObjectId("v1", "Namespace", null, ns), default);
        }
    }

    /// <summary>Namespace of a kind.</summary>
    public string NamespaceOf(string kind) => CentralKinds.Contains(kind) ? Central : App;

    /// <summary>A text with the names of these surroundings in the places that are left for them.</summary>
    public string Fill(string text, int set)
    {
        text = text.Replace("$N", set.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("$APP", App, StringComparison.Ordinal).Replace("$CENTRAL", Central, StringComparison.Ordinal);
        return Vault.OrderByDescending(pair => pair.Key.Length)
            .Aggregate(text, (filled, pair) => filled.Replace(pair.Key, pair.Value, StringComparison.Ordinal));
    }

    /// <summary>A text with the names of these surroundings in place of those of others.</summary>
    public string Translate(string text, Surroundings others) => text.Replace(others.App, App, StringComparison.Ordinal)
        .Replace(others.Central, Central, StringComparison.Ordinal).Replace(others.Home, Home, StringComparison.Ordinal);

    /// <summary>A manifest for these surroundings, with nothing that the API server added.</summary>
    public JsonObject Translate(JsonObject stored, Surroundings others) =>
        JsonNode.Parse(Translate(Plain(stored).ToJsonString(), others))!.AsObject();

    /// <summary>What a person would have in a file.</summary>
    public static JsonObject Plain(JsonObject stored)
    {
        var metadata = new JsonObject();
        foreach (var name in new[] { "name", "namespace", "labels", "annotations" })
        {
            if (stored["metadata"]?[name] is { } value)
            {
                metadata[name] = value.DeepClone();
            }
        }

        var plain = new JsonObject
        {
            ["apiVersion"] = stored["apiVersion"]?.DeepClone(),
            ["kind"] = stored["kind"]?.DeepClone(),
            ["metadata"] = metadata,
            ["spec"] = stored["spec"]?.DeepClone(),
        };
        foreach (var name in new[] { "spec", "type", "data" }.Where(name => plain[name] is null))
        {
            plain.Remove(name);
            if (stored[name] is { } value)
            {
                plain[name] = value.DeepClone();
            }
        }

        return plain;
    }

    /// <summary>Creates all of them, some at once.</summary>
    public Task CreateAsync(IEnumerable<JsonObject> manifests) => Parallel.ForEachAsync(
        manifests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (manifest, cancellation) => await Kube.ApplyAsync(manifest, cancellation));

    /// <summary>
    /// What others made beside a set, as it was: where it is gone or was written into, and is the destination of
    /// nothing now, it is made anew.
    /// </summary>
    public async Task RestoreAsync(int set, string? destination)
    {
        foreach (var given in Given(set).Where(given => ObjectId.Of(given).Name != destination))
        {
            var (id, wanted) = (ObjectId.Of(given), given["data"]?.AsObject() ?? []);
            var found = await Kube.FindAsync(id, default);
            if (id.Kind == "Secret" && found is not null
                && (!JsonNode.DeepEquals(found["data"]?.AsObject() ?? [], wanted) || found["metadata"]!["annotations"] is not null))
            {
                await Kube.DeleteAsync(id, default);
                found = null;
            }

            if (found is null)
            {
                await Kube.ApplyAsync(given, default);
            }
        }
    }

    /// <summary>
    /// Takes away what the operator has left to others and nobody refers to any more: a fresh operator does not find it
    /// either. A VaultStaticSecret that wrote with <c>create: false</c> leaves its Secret behind when it goes, and would be
    /// refused it when it is made again.
    /// </summary>
    public async Task SweepAsync(int set, string? destination)
    {
        var given = Given(set).Select(ObjectId.Of).Select(id => id.Name).ToHashSet();
        foreach (var secret in await Kube.ListAsync(ObjectId.Secret(App, ""), default))
        {
            var name = (string)secret["metadata"]!["name"]!;
            if (SetView.IsOf(secret, set) && name != destination && !given.Contains(name)
                && secret["metadata"]!["ownerReferences"] is not JsonArray { Count: > 0 })
            {
                await Kube.DeleteAsync(ObjectId.Secret(App, name), default);
            }
        }
    }

    public IReadOnlyList<JsonObject> Given(int set) => Yaml.Documents(Fill(ReadFile("given.yaml"), set));

    /// <summary>The objects of a set as they are at first, by kind.</summary>
    public IReadOnlyDictionary<string, JsonObject> First(int set) =>
        Yaml.Documents(Fill(ReadFile("objects.yaml"), set)).ToDictionary(manifest => (string)manifest["kind"]!);

    /// <summary>Values for edits of a set, by kind and field.</summary>
    public JsonObject Values(int set) => Yaml.Documents(Fill(ReadFile("values.yaml"), set)).Single();

    private static string ReadFile(string name) => File.ReadAllText(FieldSchema.RepositoryPath("tests", "EndToEnd", "Walks", name));
}
