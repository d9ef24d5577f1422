using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Kube.Api;
using Coffer.Kube.Watching;

namespace Coffer.Kube.Journal;

/// <summary>
/// The status subresource as a journal: one merge patch, guarded by the resourceVersion (a UID is ignored there),
/// answered by metadata alone.
/// </summary>
internal sealed class StatusJournal(IApiServer api) : IStatusJournal
{
    private const int FinalizerAttempts = 5;

    /// <summary>Holds however generous the silo's own limit is.</summary>
    private static readonly TimeSpan AppendLimit = TimeSpan.FromSeconds(10);

    public async Task<Appended> AppendAsync(
        ResourceKind kind, ObjectKey key, string resourceVersion, JsonObject status, CancellationToken cancellation)
    {
        var body =
            new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = resourceVersion }, ["status"] = status.DeepClone() };
        var request = ApiRequest.Patch(Target(kind, key) with { Subresource = "status" }, MediaTypes.MergePatch, Utf8(body));
        request = request with { Query = $"{request.Query}&fieldValidation=Warn", Accept = MediaTypes.Metadata, Limit = AppendLimit };
        var answer = await api.SendAsync(request, cancellation);
        if (answer.IsRefused(out var problem))
        {
            return Classify(problem);
        }

        return answer.Read(request, ReadVersion).TryGet(out var version, out var failure)
            ? new Appended.Stored(version, answer.FieldsLost)
            : new Appended.Unavailable(failure);
    }

    public async Task<Outcome<IResource>> LoadAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellation)
    {
        var type = ResourceJsonTypes.Of(kind);
        var request = new ApiRequest("get", Target(kind, key));
        return (await api.SendAsync(request, cancellation)).Read(request, root => ResourceJsonTypes.Read(type, root));
    }

    public async Task<Outcome<Done>> RemoveFinalizerAsync(
        ResourceKind kind, ObjectKey key, string finalizer, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var look = new ApiRequest("get", Target(kind, key)) { Accept = MediaTypes.Metadata };
            var seen = await api.SendAsync(look, cancellation);
            if (seen.Problem is { Code: 404, HasStatus: true })
            {
                return Done.Instance;
            }

            if (!seen.Read(look, root => IndexOf(root, finalizer)).TryGet(out var index, out var failure))
            {
                return failure;
            }

            if (index < 0)
            {
                return Done.Instance;
            }

            var request = ApiRequest.Patch(Target(kind, key), MediaTypes.JsonPatch, Removal(index, finalizer)) with
            {
                Accept = MediaTypes.Metadata,
            };
            var answer = await api.SendAsync(request, cancellation);
            if (!answer.IsRefused(out var problem) || problem is { Code: 404, HasStatus: true })
            {
                return Done.Instance;
            }

            if (attempt == FinalizerAttempts || !(problem.IsFailedTest || problem.Code == 409))
            {
                return problem.IsFailedTest ? problem.Failure with { Kind = FailureKind.Conflict } : problem.Failure;
            }
        }
    }

    public async Task<Outcome<Done>> AddFinalizerAsync(
        ResourceKind kind, ObjectKey key, string finalizer, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var look = new ApiRequest("get", Target(kind, key)) { Accept = MediaTypes.Metadata };
            var seen = (await api.SendAsync(look, cancellation)).Read(look, root => new Addition(AdditionTo(root, finalizer)));
            if (!seen.TryGet(out var addition, out var failure))
            {
                return failure;
            }

            if (addition.Patch is null)
            {
                return Done.Instance;
            }

            var request = ApiRequest.Patch(Target(kind, key), MediaTypes.JsonPatch, JsonPatchBody.Of(addition.Patch)) with
            {
                Accept = MediaTypes.Metadata,
            };
            var answer = await api.SendAsync(request, cancellation);
            if (!answer.IsRefused(out var problem))
            {
                return Done.Instance;
            }

            if (attempt == FinalizerAttempts || !(problem.IsFailedTest || problem.Code == 409))
            {
                return problem.IsFailedTest ? problem.Failure with { Kind = FailureKind.Conflict } : problem.Failure;
            }
        }
    }

    private static Appended Classify(ApiProblem problem) => problem switch
    {
        { Code: 409 } => new Appended.Conflict(),
        { Code: 404, HasStatus: true } => new Appended.Gone(),
        { IsUnknownType: true } => new Appended.Unavailable(problem.Failure),
        { Failure.Kind: FailureKind.Invalid or FailureKind.Forbidden } => new Appended.Rejected(problem.Failure),
        _ => new Appended.Unavailable(problem.Failure),
    };

    private static ApiTarget Target(ResourceKind kind, ObjectKey key) => new(ApiType.Of(kind), key.Namespace, key.Name);

    private static string ReadVersion(JsonElement resource) => resource.GetProperty("metadata").Required("resourceVersion");

    private static int IndexOf(JsonElement resource, string finalizer)
    {
        var finalizers = resource.GetProperty("metadata").Child("finalizers").Items().Select(f => f.GetString()).ToList();
        return finalizers.IndexOf(finalizer);
    }

    private static ReadOnlyMemory<byte> Removal(int index, string finalizer)
    {
        var path = $"/metadata/finalizers/{index.ToString(CultureInfo.InvariantCulture)}";
        return JsonPatchBody.Of(new JsonArray(
            new JsonObject { ["op"] = "test", ["path"] = path, ["value"] = finalizer },
            new JsonObject { ["op"] = "remove", ["path"] = path }));
    }

    /// <summary>Null when it is there, or can't be put there any more.</summary>
    private static JsonArray? AdditionTo(JsonElement resource, string finalizer)
    {
        var meta = resource.GetProperty("metadata");
        if (meta.Text("deletionTimestamp") is not null || IndexOf(resource, finalizer) >= 0)
        {
            return null;
        }

        var hasSome = meta.Child("finalizers") is { ValueKind: JsonValueKind.Array };
        return new JsonArray(
            new JsonObject { ["op"] = "test", ["path"] = "/metadata/resourceVersion", ["value"] = meta.Required("resourceVersion") },
            hasSome
                ? new JsonObject { ["op"] = "add", ["path"] = "/metadata/finalizers/-", ["value"] = finalizer }
                : new JsonObject { ["op"] = "add", ["path"] = "/metadata/finalizers", ["value"] = new JsonArray(finalizer) });
    }

    private static ReadOnlyMemory<byte> Utf8(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private sealed record Addition(JsonArray? Patch);
}
