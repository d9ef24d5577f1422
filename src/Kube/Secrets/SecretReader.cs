using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;

namespace Coffer.Kube.Secrets;

/// <summary>Live reads of Secrets.</summary>
internal sealed class SecretReader(IApiServer api) : ISecretReader
{
    public async Task<Outcome<SecretContent>> ReadAsync(ObjectKey secret, CancellationToken cancellation)
    {
        var request = new ApiRequest("get", Target(secret));
        var answer = await api.SendAsync(request, cancellation);
        return answer.Read(request, ReadContent);
    }

    public async Task<Outcome<SecretSighting>> LookAsync(ObjectKey secret, CancellationToken cancellation)
    {
        var request = new ApiRequest("get", Target(secret)) { Accept = MediaTypes.Metadata };
        var answer = await api.SendAsync(request, cancellation);
        return answer.Read(request, static root => SightingReader.Read(root));
    }

    public static ApiTarget Target(ObjectKey secret) => new(ApiType.Secrets, secret.Namespace, secret.Name);

    private static SecretContent ReadContent(JsonElement secret) => new()
    {
        Metadata = SightingReader.Read(secret),
        Type = secret.Text("type") ?? "Opaque",
        Immutable = secret.Flag("immutable"),
        Data = secret.Child("data") is { } data
            ? data.EnumerateObject().ToDictionary(entry => entry.Name, Value, StringComparer.Ordinal)
            : new Dictionary<string, ReadOnlyMemory<byte>>(),
    };

    private static ReadOnlyMemory<byte> Value(JsonProperty entry) =>
        entry.Value.ValueKind == JsonValueKind.Null ? default(ReadOnlyMemory<byte>) : entry.Value.GetBytesFromBase64();
}
