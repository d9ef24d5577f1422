using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;

namespace Coffer.Kube.Access;

/// <summary>
/// A TokenReview, then a SubjectAccessReview for whom it names. The operator needs the right to create both (the ClusterRole
/// <c>system:auth-delegator</c> has it).
/// </summary>
internal sealed class AccessReviews(IApiServer api) : IAccessReviews
{
    private static readonly ApiTarget Tokens = new(new ApiType("authentication.k8s.io", "v1", "tokenreviews"), null);
    private static readonly ApiTarget Access = new(new ApiType("authorization.k8s.io", "v1", "subjectaccessreviews"), null);

    public async Task<Outcome<Contracts.Ports.Access>> ReviewAsync(string token, string verb, string path, CancellationToken cancellation)
    {
        var who = await AskAsync(Tokens, "authentication.k8s.io/v1", "TokenReview", new JsonObject { ["token"] = token },
            static status => new Caller(User(status)), cancellation);
        if (!who.TryGet(out var caller, out var failure))
        {
            return failure;
        }

        if (caller.User is not { } user)
        {
            return new Contracts.Ports.Access(AccessVerdict.Unknown);
        }

        user["nonResourceAttributes"] = new JsonObject { ["path"] = path, ["verb"] = verb };
        return await AskAsync(
            Access, "authorization.k8s.io/v1", "SubjectAccessReview", user,
            static status => new Contracts.Ports.Access(IsTrue(status, "allowed") ? AccessVerdict.Allowed : AccessVerdict.Denied),
            cancellation);
    }

    private async Task<Outcome<T>> AskAsync<T>(
        ApiTarget target, string version, string kind, JsonObject spec, Func<JsonElement, T> read, CancellationToken cancellation)
        where T : notnull
    {
        var body = new JsonObject { ["apiVersion"] = version, ["kind"] = kind, ["spec"] = spec };
        var request = new ApiRequest("create", target) { Method = HttpMethod.Post, Body = Encoding.UTF8.GetBytes(body.ToJsonString()) };
        return (await api.SendAsync(request, cancellation)).Read(request, root => read(root.GetProperty("status")));
    }

    /// <summary>The spec of the next question: the same fields, but for the name of the user.</summary>
    private static JsonObject? User(JsonElement status)
    {
        if (!IsTrue(status, "authenticated"))
        {
            return null;
        }

        var user = JsonObject.Create(status.GetProperty("user").Clone())!;
        user["user"] = user["username"]?.DeepClone();
        user.Remove("username");
        return user;
    }

    private static bool IsTrue(JsonElement status, string field) =>
        status.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    private sealed record Caller(JsonObject? User);
}
