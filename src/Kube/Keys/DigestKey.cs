using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;
using Coffer.Kube.Secrets;

namespace Coffer.Kube.Keys;

/// <summary>
/// The key of all digests, in the Secret that the reference keeps it in, so that its digests can be checked when taking over.
/// </summary>
internal sealed class DigestKey(IApiServer api, OperatorNamespace home) : IDigestKey, IDisposable
{
    public const string Name = "vso-cc-storage-hmac-key";

    private const string DataKey = "key";
    private const int Length = 16;

    private readonly SemaphoreSlim _one = new(1);
    private byte[]? _key;

    public async Task<Outcome<ReadOnlyMemory<byte>>> GetAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _key) is { } held)
        {
            return (ReadOnlyMemory<byte>)held;
        }

        await _one.WaitAsync(cancellation);
        try
        {
            var outcome = _key is { } key ? key : await FetchAsync(cancellation);
            if (!outcome.TryGet(out var fetched, out var failure))
            {
                return failure;
            }

            Volatile.Write(ref _key, fetched);
            return (ReadOnlyMemory<byte>)fetched;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<Outcome<byte[]>> FetchAsync(CancellationToken cancellation)
    {
        var read = await ReadAsync(cancellation);
        if (read.Failure is not { Kind: FailureKind.NotFound })
        {
            return read;
        }

        var made = RandomNumberGenerator.GetBytes(Length);
        var request = new ApiRequest("create", new ApiTarget(ApiType.Secrets, home.Value))
        {
            Method = HttpMethod.Post,
            Query = $"fieldManager={KubeOptions.FieldManager}",
            Accept = MediaTypes.Metadata,
            Body = Body(made),
        };
        var answer = await api.SendAsync(request, cancellation);
        return answer.Problem switch
        {
            null => made,
            { Code: 409 } => await ReadAsync(cancellation),
            var problem => Redaction.Redact(problem, [made]),
        };
    }

    private async Task<Outcome<byte[]>> ReadAsync(CancellationToken cancellation)
    {
        var request = new ApiRequest("get", new ApiTarget(ApiType.Secrets, home.Value, Name));
        var outcome = (await api.SendAsync(request, cancellation)).Read(request, ReadKey);
        return outcome.TryGet(out var key, out _) && key.Length != Length ? Unfit(key.Length) : outcome;
    }

    private static byte[] ReadKey(JsonElement secret) =>
        secret.At("data", DataKey) is { ValueKind: JsonValueKind.String } value ? value.GetBytesFromBase64() : [];

    private Failure Unfit(int length) => new(
        FailureKind.Misconfigured,
        $"Secret {home.Value}/{Name}: data key \"{DataKey}\" holds {length.ToString(CultureInfo.InvariantCulture)} "
        + $"bytes and must hold {Length}; "
        + "restore it from a backup, or delete the Secret to have a new key made");

    private ReadOnlyMemory<byte> Body(byte[] key) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject
        {
            ["name"] = Name,
            ["namespace"] = home.Value,
            ["labels"] = new JsonObject
            {
                ["app.kubernetes.io/name"] = "vault-secrets-operator",
                ["app.kubernetes.io/managed-by"] = "hashicorp-vso",
                ["app.kubernetes.io/component"] = "client-cache-storage-verification",
            },
        },
        ["immutable"] = true,
        ["data"] = new JsonObject { [DataKey] = Convert.ToBase64String(key) },
    }.ToJsonString());
}
