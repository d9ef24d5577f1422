using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;
using Microsoft.Extensions.Logging;

namespace Coffer.Kube.Heartbeat;

/// <summary>The operator's sign of life: a Lease in its namespace, which nobody holds to keep others out.</summary>
internal sealed partial class LeaseHeartbeat(
    IApiServer api, OperatorNamespace home, KubeOptions options, TimeProvider time, ILogger<LeaseHeartbeat> logger)
    : IHeartbeat, IDisposable
{
    public const string Name = "coffer-heartbeat";

    private const string MicroTime = "yyyy-MM-ddTHH:mm:ss.ffffffZ";
    private const int TriesToTell = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly ApiType Leases = new("coordination.k8s.io", "v1", "leases");

    private readonly SemaphoreSlim _one = new(1);
    private Reading? _before;
    private Failure? _obstacle;

    public Failure? Obstacle => Volatile.Read(ref _obstacle);

    public async Task<DateTimeOffset?> LastAliveAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            _before ??= await ReadAtLastAsync(cancellation);
            return _before.At;
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task<Outcome<Done>> BeatAsync(CancellationToken cancellation)
    {
        await LastAliveAsync(cancellation);
        var patch = ApiRequest.Patch(new ApiTarget(Leases, home.Value, Name), MediaTypes.MergePatch, Body());
        var answer = await api.SendAsync(patch, cancellation);
        if (answer.Problem is { Failure.Kind: FailureKind.NotFound, IsUnknownType: false })
        {
            answer = await api.SendAsync(Create(), cancellation);
        }

        return answer.Problem is { } problem ? problem.Failure : Done.Instance;
    }

    public void Dispose() => _one.Dispose();

    /// <summary>
    /// Without an answer it goes on asking: to take a missing answer for a missing heartbeat would have every secret read at once.
    /// </summary>
    private async Task<Reading> ReadAtLastAsync(CancellationToken cancellation)
    {
        for (var tries = 0; ; tries++)
        {
            var read = await ReadAsync(cancellation);
            if (read.TryGet(out var reading, out var failure))
            {
                Volatile.Write(ref _obstacle, null);
                return reading;
            }

            failure = Explain(failure);
            Volatile.Write(ref _obstacle, failure);
            if (tries % TriesToTell == 0)
            {
                LogUnread(logger, home.Value, Name, failure.Message);
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    private async Task<Outcome<Reading>> ReadAsync(CancellationToken cancellation)
    {
        var request = new ApiRequest("get", new ApiTarget(Leases, home.Value, Name));
        var answer = await api.SendAsync(request, cancellation);
        return answer.Problem is { Failure.Kind: FailureKind.NotFound, IsUnknownType: false }
            ? new Reading(null)
            : answer.Read(request, At);
    }

    private Failure Explain(Failure failure) => failure is { Kind: FailureKind.Forbidden, NamespaceEnds: false }
        ? failure with
        {
            Message = Failures.Cut($"the operator's Role in namespace {home.Value} must allow get, create and patch on "
                + $"leases.coordination.k8s.io: {failure.Message}"),
        }
        : failure;

    /// <summary>What is no time says nothing; the next beat puts one there.</summary>
    private static Reading At(JsonElement lease) => new(
        DateTimeOffset.TryParse(
            lease.Child("spec")?.Text("renewTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var renewed)
            ? renewed
            : null);

    private ApiRequest Create() => new("create", new ApiTarget(Leases, home.Value))
    {
        Method = HttpMethod.Post,
        Query = $"fieldManager={KubeOptions.FieldManager}",
        Body = Body(),
    };

    private ReadOnlyMemory<byte> Body()
    {
        var lease = new JsonObject
        {
            ["apiVersion"] = "coordination.k8s.io/v1",
            ["kind"] = "Lease",
            ["metadata"] = new JsonObject { ["name"] = Name, ["namespace"] = home.Value },
            ["spec"] = new JsonObject
            {
                ["holderIdentity"] = options.Instance,
                ["leaseDurationSeconds"] = 30,
                ["renewTime"] = time.GetUtcNow().UtcDateTime.ToString(MicroTime, CultureInfo.InvariantCulture),
            },
        };
        return Encoding.UTF8.GetBytes(lease.ToJsonString());
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Lease {Namespace}/{Name} can't be read; no secret is looked at before it tells when the operator last worked: {Reason}")]
    private static partial void LogUnread(ILogger log, string @namespace, string name, string reason);

    /// <summary>What stood in the Lease before this process first wrote it.</summary>
    private sealed record Reading(DateTimeOffset? At);
}
