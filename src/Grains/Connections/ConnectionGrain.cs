using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Connections;
using Coffer.Domain.Journal;
using Coffer.Domain.Timing;
using Coffer.Grains.Actors;
using Coffer.Grains.Placement;
using Coffer.Grains.Observability;

namespace Coffer.Grains.Connections;

/// <summary>
/// One VaultConnection: gives its endpoint to whoever asks, asks Vault how it is, and tells its dependents when either changes.
/// </summary>
[KeepAlive, OwnerPlacement]
internal sealed class ConnectionGrain(ActorServices services, ConnectionPorts ports, GrainOptions options, IGrainFactory grains)
    : ReferencedGrain<VaultConnection, string>(
        services, ResourceKinds.VaultConnection, JudgedStatuses.VaultConnection, auth => grains.GetGrain<IVaultAuthGrain>(auth)),
        IConnectionGrain, IValidity
{
    private const string HandOverKey = "coffer.connection";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(12);

    private EndpointReply? _reply;
    private bool? _wasHealthy;
    private bool _wasMissed;
    private int _misses;
    private DateTimeOffset _lookedAt = DateTimeOffset.MinValue;

    public Task<EndpointReply> GetEndpoint(string dependent)
    {
        if (dependent.Length > 0)
        {
            Dependents.Add(dependent);
        }

        return AnswerAsync(Current, AnswerLimit, static failure => new EndpointReply(null, failure));
    }

    public Task CallFailed()
    {
        if (ConnectionDecider.LookAfterFailure(_misses, Now, _lookedAt) is { } look)
        {
            WakeAt(look);
        }

        return Task.CompletedTask;
    }

    public override void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        base.OnDehydrate(dehydrationContext);
        dehydrationContext.TryAddValue(
            HandOverKey, new ConnectionHandOver { Dependents = [.. Dependents.Keys], WasHealthy = _wasHealthy, Misses = _misses }.Write());
    }

    public override void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        base.OnRehydrate(rehydrationContext);
        if (HandOver.Read(rehydrationContext, HandOverKey, ConnectionHandOver.Read) is { } handed)
        {
            Dependents.AddRange(handed.Dependents);
            (_wasHealthy, _misses) = (handed.WasHealthy, handed.Misses);
        }
    }

    ResourceValidity? IValidity.Validity() =>
        Resource is not null && State.Valid is { } valid ? new ResourceValidity("vaultconnection", Key, valid) : null;

    protected override void OnObserved()
    {
        _wasMissed |= Absence.Clear();
        // An echo of what was written here, or somebody's annotation, is no other Vault.
        _misses = Resource!.Metadata.Generation == State.Generation ? _misses : 0;
    }

    protected override void OnForgotten(VaultConnection? before)
    {
        var had = _reply is not null;
        (_reply, _wasHealthy, _misses) = (null, null, 0);
        if (had)
        {
            Dependents.Tell(Spread);
        }
    }

    protected override async Task<DateTimeOffset> LookAsync(VaultConnection connection, CancellationToken cancellation)
    {
        _lookedAt = Now;
        var (settings, flaws) = ConnectionRules.Check(connection, options.Reach);
        var verdict = settings is null ? new ConnectionVerdict.Invalid(flaws) : await JudgeAsync(connection, settings, cancellation);
        _misses = verdict.IsHealthy ? 0 : _misses + 1;
        if (settings is null)
        {
            Publish(connection, null, verdict);
        }

        var healthy = verdict.IsHealthy;
        if (healthy && _wasHealthy == false)
        {
            Dependents.Tell(Spread);
        }

        _wasHealthy = healthy;
        await TellAsync(verdict, cancellation);
        return ConnectionDecider.NextLook(verdict, _misses, BackOff.Seed(connection.Metadata.Uid), Now);
    }

    private async Task<ConnectionVerdict> JudgeAsync(
        VaultConnection connection, ConnectionSettings settings, CancellationToken cancellation)
    {
        var roots = await Roots.FetchAsync(ports, settings.Ca, settings.SkipTlsVerify, cancellation);
        if (!roots.TryGet(out var pem, out var failure))
        {
            var verdict = new ConnectionVerdict.NoRoots(failure);
            Publish(connection, null, verdict);
            return verdict;
        }

        var endpoint = settings.ToEndpoint(connection.Metadata, pem.Length == 0 ? null : pem);
        Publish(connection, endpoint, null);
        var health = await ports.Health.CheckAsync(endpoint, cancellation);
        return health.TryGet(out var answer, out var silence)
            ? new ConnectionVerdict.Answered(answer)
            : new ConnectionVerdict.Silent(silence);
    }

    /// <summary>Makes the endpoint known. Roots that can't be fetched just now don't take away an endpoint that worked.</summary>
    private void Publish(VaultConnection connection, VaultEndpoint? endpoint, ConnectionVerdict? verdict)
    {
        var input = Input(connection);
        var last = _reply;
        if (verdict is ConnectionVerdict.NoRoots { Failure.IsTransient: true } && last is { Endpoint: not null } && last.Input == input)
        {
            return;
        }

        _reply = endpoint is null
            ? new EndpointReply(null, Problem(connection, verdict!)) { Input = input }
            : new EndpointReply(endpoint, null) { Input = input };
        Signal.Raise();
        if (_wasMissed || last is not null && (last.Endpoint?.Version != endpoint?.Version || last.Endpoint?.Uid != endpoint?.Uid))
        {
            _wasMissed = false;
            Dependents.Tell(Spread);
        }
    }

    private static Failure Problem(VaultConnection connection, ConnectionVerdict verdict) => new(
        verdict is ConnectionVerdict.NoRoots { Failure.IsTransient: true } ? FailureKind.Unavailable : FailureKind.Misconfigured,
        ConnectionText.Of(new ObjectKey(connection.Metadata.Namespace, connection.Metadata.Name), connection.Spec.Address, verdict));

    private async Task TellAsync(ConnectionVerdict verdict, CancellationToken cancellation)
    {
        var before = State;
        await TransactAsync((resource, state) => ConnectionDecider.Decide(state, resource, verdict, _misses, Now), cancellation);
        if (Resource is { } told)
        {
            Announce(ConnectionDecider.Announce(before, State, Key, told.Spec.Address, verdict));
        }
    }

    private static InputRef Input(VaultConnection connection) =>
        new(ResourceKinds.VaultConnection.Kind, connection.Metadata.Uid, connection.Metadata.Generation);

    private EndpointReply? Current() =>
        Resource is null
            ? Absence.IsKnown
                ? new EndpointReply(null, Absence.Of($"VaultConnection {Key}", "spec.vaultConnectionRef of the VaultAuth"))
                : null
        : _reply is { } reply && reply.Input == Input(Resource) ? reply
        : null;
}
