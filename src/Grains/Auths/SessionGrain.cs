using System.Buffers;
using System.Security.Cryptography;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Vault;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Sessions;
using Coffer.Domain.Timing;
using Coffer.Grains.Actors;
using Coffer.Grains.Feeds;
using Coffer.Grains.Placement;

namespace Coffer.Grains.Auths;

/// <summary>
/// One VaultAuth as used from one namespace: the only place that logs in with it. All its consumers share one login, one back-off
/// and one memory of denials.
/// </summary>
[KeepAlive, OwnerPlacement]
internal sealed partial class SessionGrain(ActorServices services, SessionPorts ports, IReceivers receivers)
    : Actor(services), ISessionGrain, IGrainMigrationParticipant
{
    private const string HandOverKey = "coffer.session";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(22);

    private readonly TurnSignal _signal = new(services.Time);
    private readonly Dependents<ResourceRef> _dependents = new(services.Time, receivers.Secret);
    private byte[] _fingerprintKey = RandomNumberGenerator.GetBytes(32);
    private SessionState _state = new();

    /// <summary>
    /// A new login's token until its grant is taken in: a call in between must neither hand it out under the old grant nor drop it.
    /// </summary>
    private HeldToken? _granted;
    private LoginRecipe? _recipe;
    private RefusedCredential? _refused;

    private AuthKey Key => AuthKey.Parse(this.GetPrimaryKeyString());

    /// <summary>Nobody has asked for so long that the login was given up.</summary>
    protected override bool IsSpent => SessionAgenda.IsForgotten(_state, Now) && _state is { Grant: null, Retired.IsEmpty: true };

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = _state with { Seed = BackOff.Seed(this.GetPrimaryKeyString()) };
        return base.OnActivateAsync(cancellationToken);
    }

    public async Task<SessionReply> GetSession(SessionRequest request)
    {
        if (request.Dependent is { } dependent)
        {
            _dependents.Add(dependent);
        }

        var path = request.Path.Length == 0 ? null : new RefusedPath(request.Namespace, request.Mount, request.Path, request.Writes);
        Apply(new SessionCommand.Ask(path, request.Refused));
        if (Answer(path, request.Refused) is { } known)
        {
            WakeAt(SessionAgenda.Next(_state, Now) is SessionStep.Wait wait ? wait.Until : Now);
            return known;
        }

        Wake();
        return await _signal.AwaitAsync(() => Answer(path, request.Refused), AnswerLimit, Services.Lifetime.Stopping)
            ?? Reply(new Failure(FailureKind.Timeout, $"VaultAuth {Key.Auth}: a login is still under way")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            });
    }

    public Task Subscribe(IReadOnlyList<ResourceRef> dependents)
    {
        _dependents.AddRange(dependents);
        Apply(new SessionCommand.Watch());
        Wake();
        return Task.CompletedTask;
    }

    public Task DependencyChanged(TimeSpan spread)
    {
        Apply(new SessionCommand.DependencyChanged());
        WakeAt(Now + BackOff.Share(spread, _state.Seed));
        return Task.CompletedTask;
    }

    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        var handed = SessionHandOver.Of(_state, Token, _dependents.Keys, Held is { IsAdopted: true }) with
        {
            Refused = _refused,
            FingerprintKey = _refused is null ? null : _fingerprintKey,
        };
        dehydrationContext.AddBytes(HandOverKey, handed.Write());
        // What is to be revoked soon is revoked now: the next silo has enough to carry.
        Revoke([.. _state.Retired.Select(token => token.Version)]);
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetBytes(HandOverKey, out var bytes) && SessionHandOver.Read(bytes.ToArray()) is { } handed)
        {
            _state = handed.ToState();
            if (_state.Grant is { } grant)
            {
                _held[grant.Version] = new HeldToken(handed.ToToken()!, null, "") { IsAdopted = handed.IsAdopted };
            }

            (_refused, _fingerprintKey) = handed.FingerprintKey is { } key ? (handed.Refused, key) : (null, _fingerprintKey);
            _dependents.AddRange(handed.ToDependents());
        }
    }

    protected override async Task<DateTimeOffset> TurnAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var step = SessionAgenda.Next(_state, Now);
            if (step is SessionStep.Wait wait)
            {
                return wait.Until;
            }

            cancellation.ThrowIfCancellationRequested();
            await PerformAsync(step, cancellation);
            _signal.Raise();
        }
    }

    /// <summary>Takes a fact in, and passes on what others need to hear.</summary>
    private void Apply(SessionCommand command)
    {
        var events = SessionDecider.Decide(_state, command, Now);
        _state = events.Aggregate(_state, SessionEvolution.Evolve);
        if (events.Count > 0 && command is SessionCommand.AcceptLogin && _granted is { } granted)
        {
            (_held[_state.LastVersion], _granted) = (granted, null);
        }

        Prune();
        foreach (var @event in events)
        {
            Report(@event);
        }
    }

    private SessionReply? Answer(RefusedPath? path, long? refused) => SessionAnswer.Of(_state, path, refused, Now) switch
    {
        SessionAnswer.Use { Grant: var grant } when Token is { } token && _recipe is { } recipe => new SessionReply(
            new VaultSession
            {
                Endpoint = recipe.Endpoint,
                Namespace = (recipe.Spec.Namespace ?? "").Trim('/'),
                Token = token,
                Version = grant.Version,
                ExpiresAt = grant.ExpiresAt,
                Inputs = _state.Inputs,
            },
            null)
        { Inputs = _state.Inputs },
        SessionAnswer.Denied { Denial: var denial } => Reply(RefusalCauses.Of(
            Key, (_recipe?.Spec.Namespace ?? "").Trim('/'), path!, denial, _state.Grant?.Policies ?? [], Now)) with
        { Denied = true },
        SessionAnswer.Failed { Failure: var failure } => Reply(failure),
        SessionAnswer.Use => _state.Trouble is { } trouble ? Reply(trouble.Failure) : null,
        _ => null,
    };

    private SessionReply Reply(Failure failure) => new(null, failure) { Inputs = _state.Inputs };
}
