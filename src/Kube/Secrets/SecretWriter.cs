using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;

namespace Coffer.Kube.Secrets;

/// <summary>Writes Secrets by server-side apply. Each write carries a version as precondition, and no answer brings values back.</summary>
internal sealed class SecretWriter(IApiServer api) : ISecretWriter
{
    /// <summary>A name that is free while the Secret itself is there.</summary>
    private const string TrialPrefix = $"{KubeOptions.FieldManager}-trial-";

    public Task<Outcome<SecretVersion>> ApplyAsync(SecretManifest manifest, CancellationToken cancellation) =>
        ApplyAsync(manifest, "", cancellation);

    public async Task<Outcome<Done>> TryAsync(SecretManifest manifest, CancellationToken cancellation)
    {
        var trial = TrialPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest.Key.ToString())))[..16];
        var tried = await ApplyAsync(
            manifest with { Key = manifest.Key with { Name = trial }, ResourceVersion = "1" }, "&dryRun=All", cancellation);
        return tried.Failure is { } failure
            ? failure with { Message = failure.Message.Replace(trial, manifest.Key.Name, StringComparison.Ordinal) }
            : Done.Instance;
    }

    private async Task<Outcome<SecretVersion>> ApplyAsync(SecretManifest manifest, string options, CancellationToken cancellation)
    {
        if (ResourceVersions.NumberOrZero(manifest.ResourceVersion) == 0)
        {
            return new Failure(
                FailureKind.Misconfigured, $"apply {SecretReader.Target(manifest.Key)}: refused without the version it shall replace");
        }

        using var body = new ManifestBody(manifest);
        var request = ApiRequest.Patch(SecretReader.Target(manifest.Key), MediaTypes.ApplyPatch, body.Bytes) with
        {
            Verb = "apply",
            Accept = MediaTypes.Metadata,
        };
        request = request with { Query = $"{request.Query}&force=true{options}" };
        var answer = await api.SendAsync(request, cancellation);
        return answer.IsRefused(out var problem) ? Redaction.Redact(problem, manifest.Data.Values) : answer.Read(request, ReadVersion);
    }

    public async Task<Outcome<Done>> DeleteAsync(ObjectKey secret, string uid, string? resourceVersion, CancellationToken cancellation)
    {
        var preconditions = new JsonObject { ["uid"] = uid };
        if (resourceVersion is not null)
        {
            preconditions["resourceVersion"] = resourceVersion;
        }

        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions", ["preconditions"] = preconditions };
        var request = new ApiRequest("delete", SecretReader.Target(secret))
        {
            Method = HttpMethod.Delete,
            Accept = MediaTypes.Metadata,
            Body = Utf8(body),
        };
        var answer = await api.SendAsync(request, cancellation);
        return answer.IsRefused(out var problem) && problem.Failure.Kind != FailureKind.NotFound ? problem.Failure : Done.Instance;
    }

    public async Task<Outcome<SecretVersion>> TakeOwnershipAsync(ObjectKey secret, string resourceVersion, CancellationToken cancellation)
    {
        var look = new ApiRequest("get", SecretReader.Target(secret)) { Accept = MediaTypes.Metadata };
        var seen = (await api.SendAsync(look, cancellation)).Read(look, root => Prepare(root, resourceVersion));
        if (!seen.TryGet(out var prepared, out var failure))
        {
            return failure;
        }

        if (prepared.Version.ResourceVersion != resourceVersion)
        {
            return Overtaken(secret);
        }

        return prepared.Patch is { } patch ? await PatchAsync(secret, patch, cancellation) : prepared.Version;
    }

    private async Task<Outcome<SecretVersion>> PatchAsync(ObjectKey secret, JsonArray patch, CancellationToken cancellation)
    {
        var request = ApiRequest.Patch(SecretReader.Target(secret), MediaTypes.JsonPatch, JsonPatchBody.Of(patch)) with
        {
            Accept = MediaTypes.Metadata,
        };
        var answer = await api.SendAsync(request, cancellation);
        return answer.Problem is { IsFailedTest: true } ? Overtaken(secret) : answer.Read(request, ReadVersion);
    }

    private static Failure Overtaken(ObjectKey secret) =>
        new(FailureKind.Conflict, $"take ownership of {SecretReader.Target(secret)}: somebody changed the Secret first");

    private static Preparation Prepare(JsonElement secret, string resourceVersion) =>
        new(ReadVersion(secret), OwnershipPatch.Of(secret.GetProperty("metadata"), resourceVersion));

    private static SecretVersion ReadVersion(JsonElement secret)
    {
        var metadata = secret.GetProperty("metadata");
        return new SecretVersion(metadata.Required("uid"), metadata.Required("resourceVersion"));
    }

    private static ReadOnlyMemory<byte> Utf8(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private sealed record Preparation(SecretVersion Version, JsonArray? Patch);
}
