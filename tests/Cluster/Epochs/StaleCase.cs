using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Epochs;

/// <summary>One scenario in one namespace with one point at which the view goes wrong.</summary>
internal sealed class StaleCase
{
    private readonly Tenant _tenant;
    private readonly Scenario _scenario;
    private readonly CrashPoint? _point;
    private long _rollouts;
    private string? _uid;

    private StaleCase(Tenant tenant, Scenario scenario, CrashPoint? point) => (_tenant, _scenario, _point) = (tenant, scenario, point);

    public string Name => $"{_scenario.Name}, {_point?.ToString() ?? "a clear view"}";

    private ObjectId Auth => ObjectId.Custom("VaultAuth", _tenant.Namespace, "auth");

    private ObjectId Transformation => ObjectId.Custom("SecretTransformation", _tenant.Namespace, "shape");

    private ObjectId Connection => ObjectId.Custom("VaultConnection", _tenant.Namespace, "vault");

    /// <summary>The calls about the secret in a run with a clear view.</summary>
    public IReadOnlyList<string> Calls { get; private set; } = [];

    public static async Task<StaleCase> PrepareAsync(OuterWorld world, Scenario scenario, CrashPoint? point)
    {
        var tenant = await world.TenantAsync(scenario.Name.Replace(' ', '-'));
        await scenario.Before(tenant);
        return new StaleCase(tenant, scenario, point)
        {
            _rollouts = await tenant.RolloutsAsync(),
            _uid = (string?)(await tenant.SecretAsync())?["metadata"]?["uid"],
        };
    }

    /// <summary>Null when all is as it must be in the end, otherwise what is not.</summary>
    public async Task<string?> RunAsync(Fate fate, Gaps? gaps)
    {
        try
        {
            var reached = false;
            fate.Watch(_tenant.Namespace, _point, () =>
            {
                reached = true;
                gaps!.Begin(_tenant.Namespace);
            });
            await _scenario.Happens(_tenant);
            await (gaps is { IsOfLogins: true } ? ChangeLoginAsync() : Task.CompletedTask);
            await (gaps is { IsOfTransformations: true } ? ChangeTransformationAsync() : Task.CompletedTask);
            if (gaps is not null)
            {
                await UntilAsync("the point to be reached", () => Task.FromResult(reached || IsDone(fate)));
                await UntilAsync("one more read", () => Task.FromResult(Reads(fate) >= 1));
                gaps.End(_tenant.Namespace);
                await (gaps.IsListed ? Task.CompletedTask : TouchAsync());
            }

            await _tenant.SettlesAsync(_scenario.Value, secret: _scenario.Secret);
            await (_point is null ? CrashMatrixTests.IsWrittenDownAsync(fate, _tenant) : Task.CompletedTask);
            Calls = [.. fate.Record(_tenant.Namespace).Where(CrashMatrixTests.IsOfTheSecret).Distinct()];
            fate.Watch(_tenant.Namespace, plan: null);
            await UntilAsync("two more refreshes", () => Task.FromResult(Reads(fate) >= 2));
            await (gaps is { IsOfTransformations: true } ? IsRenderedByTheNewestAsync() : Task.CompletedTask);
            return await FaultAsync() is { } fault ? $"{Name}: {fault}. {await _tenant.DescribeAsync()}" : null;
        }
        catch (TimeoutException timeout)
        {
            return $"{Name}: {timeout.Message}";
        }
    }

    /// <summary>With a wrong view some calls of the clean run are not made at all.</summary>
    private bool IsDone(Fate fate) => Reads(fate) >= 3;

    private int Reads(Fate fate) =>
        fate.Record(_tenant.Namespace).Count(call => call.StartsWith("IVaultSecrets.ReadAsync", StringComparison.Ordinal));

    /// <summary>The login's token shall live longer, and the connection send a header: Vault's answers stay the same.</summary>
    private async Task ChangeLoginAsync()
    {
        var account = new JsonObject { ["kubernetes"] = new JsonObject { ["tokenExpirationSeconds"] = 700 } };
        await _tenant.World.Kube.MergeAsync(Auth, new JsonObject { ["spec"] = account }, default);
        var headers = new JsonObject { ["headers"] = new JsonObject { ["X-Case"] = "changed" } };
        await _tenant.World.Kube.MergeAsync(Connection, new JsonObject { ["spec"] = headers }, default);
    }

    /// <summary>
    /// From now on the secret renders by a transformation, which is edited at once; neither shows in what the Secret holds.
    /// </summary>
    private async Task ChangeTransformationAsync()
    {
        await _tenant.World.Kube.ApplyYamlAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: SecretTransformation
            metadata: { name: shape, namespace: {{_tenant.Namespace}} }
            spec: { excludes: [no-such-key] }
            """, default);
        var references = new JsonObject { ["transformationRefs"] = new JsonArray(new JsonObject { ["name"] = "shape" }) };
        await _tenant.MergeAsync(
            new JsonObject { ["spec"] = new JsonObject { ["destination"] = new JsonObject { ["transformation"] = references } } });
        var edited = new JsonObject { ["excludes"] = new JsonArray("another-key") };
        await _tenant.World.Kube.MergeAsync(Transformation, new JsonObject { ["spec"] = edited }, default);
    }

    private Task IsRenderedByTheNewestAsync() => UntilAsync("the newest transformation to be in the journal", async () =>
        (string?)(await _tenant.FindAsync())?["status"]?["snapshot"]?["inputs"] is { } inputs
        && (await _tenant.World.Kube.FindAsync(Transformation, default))?["metadata"] is { } found
        && inputs.Contains($"SecretTransformation/{(string)found["uid"]!}/{(long)found["generation"]!}", StringComparison.Ordinal));

    /// <summary>What was lost shows with the next change: an annotation of somebody's.</summary>
    private async Task TouchAsync()
    {
        var ns = _tenant.Namespace;
        ObjectId[] all =
            [_tenant.Resource, ObjectId.Secret(ns, "app"), ObjectId.Secret(ns, _scenario.Secret), Auth, Connection, Transformation];
        foreach (var id in all)
        {
            try
            {
                await _tenant.World.Kube.MergeAsync(id, Touch(), default);
            }
            catch (InvalidOperationException gone) when (gone.Message.Contains(": 404 ", StringComparison.Ordinal))
            {
                // It is not there, or not any more.
            }
        }
    }

    private static JsonObject Touch() => new()
    {
        ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["example.com/touched"] = "yes" } },
    };

    private Task UntilAsync(string what, Func<Task<bool>> holds) => Until.TrueAsync(
        $"{Name}: {what}", Tenant.Patience, holds, _tenant.DescribeAsync, default);

    private async Task<string?> FaultAsync()
    {
        if (await _tenant.RolloutsAsync() - _rollouts is var rolled && rolled != _scenario.Rollouts)
        {
            return $"rolled {rolled} times";
        }

        var uid = (string?)(await _tenant.SecretAsync(_scenario.Secret))?["metadata"]?["uid"];
        var replaced = _uid is not null && uid != _uid && _scenario.Name is ("rotation" or "kv-v1 rotation" or "drift repair");
        return replaced ? "the Secret was replaced" : await _scenario.Also(_tenant);
    }
}
