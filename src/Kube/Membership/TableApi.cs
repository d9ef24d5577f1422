using System.Text;
using System.Text.Json.Nodes;
using Coffer.Kube.Api;

namespace Coffer.Kube.Membership;

/// <summary>
/// The table's object, a ConfigMap, which needs no CRD of its own. Its requests have a lane to themselves: behind thousands of status
/// patches, or in a pause after a 429 that those brought, a living silo would look dead.
/// </summary>
internal sealed class TableApi
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private const int InFlight = 8;

    private readonly ApiServer _api;
    private readonly ApiTarget _target;
    private readonly TimeProvider _time;
    private readonly Lock _sync = new();
    private ClockOffset _clock;

    public TableApi(
        KubeConnection connection, KubeOptions options, OperatorNamespace home, Jitter jitter, KubeMetrics metrics, ApiHealth health,
        TimeProvider time)
    {
        var lane = options with { MaxRequestsInFlight = InFlight, MaxRequestsOfNamespace = InFlight, RequestTimeout = Limit };
        _api = new ApiServer(connection, lane, new ApiPauses(time, jitter), metrics, health, time);
        _target = new ApiTarget(ApiType.ConfigMaps, home.Value, $"coffer-silos-{options.ClusterId}");
        _time = time;
    }

    /// <summary>From the answers so far.</summary>
    public ClockOffset Clock
    {
        get
        {
            lock (_sync)
            {
                return _clock;
            }
        }
    }

    /// <summary>The object, for messages.</summary>
    public string Name => $"ConfigMap {_target.Namespace}/{_target.Name}";

    public Task<ApiAnswer> GetAsync(CancellationToken cancellation) => SendAsync(Get, cancellation);

    /// <summary>The request behind <see cref="GetAsync"/>, for messages about its answer.</summary>
    public ApiRequest Get => new("get", _target);

    public Task<ApiAnswer> PatchAsync(string bodyType, ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        SendAsync(ApiRequest.Patch(_target, bodyType, body), cancellation);

    public Task<ApiAnswer> CreateAsync(TableImage image, CancellationToken cancellation) => SendAsync(
        new ApiRequest("create", _target with { Name = null })
        {
            Method = HttpMethod.Post,
            Query = $"fieldManager={KubeOptions.FieldManager}",
            Body = Body(image),
        },
        cancellation);

    public Task<ApiAnswer> DeleteAsync(CancellationToken cancellation) =>
        SendAsync(new ApiRequest("delete", _target) { Method = HttpMethod.Delete }, cancellation);

    private async Task<ApiAnswer> SendAsync(ApiRequest request, CancellationToken cancellation)
    {
        var sent = _time.GetUtcNow();
        var answer = await _api.SendAsync(request, cancellation);
        if (answer.Date is { } date)
        {
            lock (_sync)
            {
                _clock = _clock.Observe(sent, _time.GetUtcNow(), date);
            }
        }

        return answer;
    }

    private ReadOnlyMemory<byte> Body(TableImage image)
    {
        var data = new JsonObject(image.Data.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        data[TableImage.VersionKey] = image.Stamp.ToString();
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject
            {
                ["name"] = _target.Name,
                ["namespace"] = _target.Namespace,
                ["labels"] = new JsonObject
                {
                    ["app.kubernetes.io/name"] = "coffer",
                    ["app.kubernetes.io/component"] = "membership",
                    ["app.kubernetes.io/managed-by"] = "coffer",
                },
            },
            ["data"] = data,
        }.ToJsonString());
    }
}
