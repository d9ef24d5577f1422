using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>Something that happens to one VaultStaticSecret, and what must have come of it in the end whatever crashed meanwhile.</summary>
/// <param name="Name">For people.</param>
/// <param name="Before">Brings the tenant to where it begins.</param>
/// <param name="Happens">What happens.</param>
/// <param name="Value">The value that the Secret holds in the end.</param>
/// <param name="Rollouts">How often the workload is rolled for it.</param>
/// <param name="Events">The new lines of the history, each once; with alternatives where a crash takes away how it came about, the empty
/// one where it may take the line itself.</param>
internal sealed record Scenario(
    string Name, Func<Tenant, Task> Before, Func<Tenant, Task> Happens, string Value, int Rollouts, IReadOnlyList<string> Events)
{
    /// <summary>Name of the Secret in the end.</summary>
    public string Secret { get; init; } = "app";

    /// <summary>More to check in the end; null when it is as it must be.</summary>
    public Func<Tenant, Task<string?>> Also { get; init; } = static _ => Task.FromResult<string?>(null);

    public static readonly IReadOnlyList<Scenario> All =
    [
        new("rotation", SyncedAsync, tenant => tenant.PutAsync("two"), "two", 1,
            ["SecretWritten", "RestartRequested", "RestartCompleted"]),
        new("kv-v1 rotation", SyncedKvV1Async, tenant => PutKvV1Async(tenant, "two"), "two", 1,
            ["SecretWritten", "RestartRequested", "RestartCompleted"]),
        new("first sync", tenant => tenant.PutAsync("one"), tenant => tenant.DeclareAsync(), "one", 0,
            ["SecretWritten|Adopted"]),
        new("drift repair", SyncedAsync, tenant => tenant.TamperAsync("password", "bogus"), "one", 0,
            ["SecretWritten|"]),
        new("deleted Secret", SyncedAsync, tenant => tenant.World.Kube.DeleteAsync(ObjectId.Secret(tenant.Namespace, "app"), default),
            "one", 0,
            ["SecretWritten"]),
        new("type change", SyncedAsync, tenant => ChangeAsync(tenant, "type", "example.com/other"), "one", 0,
            ["ReplacementStarted", "SecretWritten"])
        {
            Also = async tenant =>
                (string?)(await tenant.SecretAsync())?["type"] is var type && type == "example.com/other" ? null : $"the type is {type}",
        },
        new("rename", SyncedAsync, tenant => ChangeAsync(tenant, "name", "other"), "one", 0,
            ["SecretWritten", "Pruned"])
        {
            Secret = "other",
            Also = async tenant => await tenant.SecretAsync() is null ? null : "the Secret of the former name is still there",
        },
    ];

    private static async Task SyncedAsync(Tenant tenant)
    {
        await tenant.PutAsync("one");
        await tenant.DeclareAsync();
        await tenant.SettlesAsync("one");
    }

    private static async Task SyncedKvV1Async(Tenant tenant)
    {
        await PutKvV1Async(tenant, "one");
        await tenant.DeclareAsync(spec => (spec["mount"], spec["type"]) = (OuterWorld.KvV1, "kv-v1"));
        await tenant.SettlesAsync("one");
    }

    private static Task PutKvV1Async(Tenant tenant, string value) =>
        tenant.World.Admin.WriteAsync($"{OuterWorld.KvV1}/{tenant.Namespace}/app", new JsonObject { ["password"] = value }, default);

    private static Task ChangeAsync(Tenant tenant, string field, string value) =>
        tenant.MergeAsync(new JsonObject { ["spec"] = new JsonObject { ["destination"] = new JsonObject { [field] = value } } });
}
