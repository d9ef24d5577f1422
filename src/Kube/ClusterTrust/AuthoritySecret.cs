using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.ClusterTrust;
using Coffer.Kube.Api;
using Coffer.Kube.Secrets;

namespace Coffer.Kube.ClusterTrust;

/// <summary>
/// The cluster's authority in a Secret of the operator's namespace. Stored by create-only and by patches that test the resourceVersion:
/// whoever comes second reads and decides again.
/// </summary>
internal sealed class AuthoritySecret(IApiServer api, OperatorNamespace home, KubeOptions options, TimeProvider time) : IClusterAuthority
{
    /// <summary>Each lost race is another silo's progress: more of them in a row are no race.</summary>
    private const int Attempts = 5;

    private readonly string _name = $"coffer-silo-ca-{options.ClusterId}";

    public async Task<Outcome<ClusterAuthority>> EnsureAsync(CancellationToken cancellation)
    {
        var outcome = await AdvanceAsync(cancellation);
        for (var attempt = 1; attempt < Attempts && outcome.Failure is { Kind: FailureKind.Conflict }; attempt++)
        {
            outcome = await AdvanceAsync(cancellation);
        }

        return outcome.Failure is { Kind: FailureKind.Forbidden, NamespaceEnds: false } forbidden
            && !Failures.IsOfAdmission(forbidden.Message)
            ? Explain(forbidden)
            : outcome;
    }

    /// <summary>Reads, decides and stores. Conflict when somebody else stored first.</summary>
    private async Task<Outcome<ClusterAuthority>> AdvanceAsync(CancellationToken cancellation)
    {
        var read = await ReadAsync(cancellation);
        if (!read.TryGet(out var stored, out var failure))
        {
            return failure;
        }

        var now = time.GetUtcNow();
        var roots = stored.Authority.Roots;
        return TrustDecider.Decide([.. roots.Select(root => root.Facts)], now) switch
        {
            TrustStep.Create => await CreateAsync(new ClusterAuthority([RootMint.Make(options.ClusterId, now)]), cancellation),
            TrustStep.Rotate(var newest) => await ReplaceAsync(
                stored, new ClusterAuthority([Find(roots, newest), RootMint.Make(options.ClusterId, now)]), cancellation),
            TrustStep.Drop(var newest) => await ReplaceAsync(stored, new ClusterAuthority([Find(roots, newest)]), cancellation),
            _ => stored.Authority,
        };
    }

    private async Task<Outcome<Stored>> ReadAsync(CancellationToken cancellation)
    {
        var request = new ApiRequest("get", Target);
        var answer = await api.SendAsync(request, cancellation);
        if (answer.Problem is { Failure.Kind: FailureKind.NotFound })
        {
            return new Stored(new ClusterAuthority([]), "");
        }

        var outcome = answer.Read(request, Read);
        return outcome.TryGet(out var reading, out var failure) ? reading.Fault is { } fault ? Unfit(fault) : reading.Stored! : failure;
    }

    private static Reading Read(JsonElement secret)
    {
        var (authority, fault) = AuthorityData.Read(secret);
        return authority is null
            ? new Reading(null, fault)
            : new Reading(new Stored(authority, secret.GetProperty("metadata").Required("resourceVersion")), null);
    }

    private Task<Outcome<ClusterAuthority>> CreateAsync(ClusterAuthority authority, CancellationToken cancellation)
    {
        var request = new ApiRequest("create", new ApiTarget(ApiType.Secrets, home.Value))
        {
            Method = HttpMethod.Post,
            Query = $"fieldManager={KubeOptions.FieldManager}",
        };
        return StoreAsync(request, authority, data => Encoding.UTF8.GetBytes(Secret(data).ToJsonString()), cancellation);
    }

    private Task<Outcome<ClusterAuthority>> ReplaceAsync(Stored stored, ClusterAuthority authority, CancellationToken cancellation)
    {
        var request = ApiRequest.Patch(Target, MediaTypes.JsonPatch, default);
        return StoreAsync(request, authority, data => JsonPatchBody.Of(Patch(stored.ResourceVersion, data)), cancellation);
    }

    private async Task<Outcome<ClusterAuthority>> StoreAsync(
        ApiRequest request, ClusterAuthority authority, Func<JsonObject, ReadOnlyMemory<byte>> bodyOf, CancellationToken cancellation)
    {
        var (certificates, keys) = AuthorityData.Write(authority);
        var data = new JsonObject
        {
            [AuthorityData.Certificates] = Convert.ToBase64String(certificates),
            [AuthorityData.Keys] = Convert.ToBase64String(keys),
        };
        var answer = await api.SendAsync(request with { Accept = MediaTypes.Metadata, Body = bodyOf(data) }, cancellation);
        return answer.Problem switch
        {
            null => authority,
            { IsFailedTest: true } => new Failure(FailureKind.Conflict, $"{request}: somebody changed the Secret first"),
            var problem => Redaction.Redact(problem, [keys]),
        };
    }

    private JsonObject Secret(JsonObject data) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject
        {
            ["name"] = _name,
            ["namespace"] = home.Value,
            ["labels"] = new JsonObject
            {
                ["app.kubernetes.io/managed-by"] = KubeOptions.FieldManager,
                ["app.kubernetes.io/component"] = "silo-ca",
            },
        },
        ["type"] = "Opaque",
        ["data"] = data,
    };

    private static JsonArray Patch(string resourceVersion, JsonObject data) =>
    [
        new JsonObject { ["op"] = "test", ["path"] = "/metadata/resourceVersion", ["value"] = resourceVersion },
        new JsonObject { ["op"] = "replace", ["path"] = "/data", ["value"] = data },
    ];

    private static AuthorityRoot Find(IReadOnlyList<AuthorityRoot> roots, RootFacts facts) => roots.First(root => root.Facts == facts);

    private ApiTarget Target => new(ApiType.Secrets, home.Value, _name);

    private Failure Unfit(string fault) => new(
        FailureKind.Misconfigured,
        $"Secret {home.Value}/{_name} with the certificate authority of the silos is left as it is: {fault}; restore it from a backup, or "
        + "delete it to have a new one made");

    private Failure Explain(Failure forbidden) => forbidden with
    {
        Message = Failures.Cut(
            $"Secret {home.Value}/{_name} holds the certificate authority of the silos; the operator's Role in namespace {home.Value} "
            + $"must allow the verbs create on secrets, and get and patch on this one: {forbidden.Message}"),
    };

    private sealed record Stored(ClusterAuthority Authority, string ResourceVersion);

    private sealed record Reading(Stored? Stored, string? Fault);
}
