using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Journal;
using Coffer.Domain.Timing;
using Coffer.Grains.Actors;
using Coffer.Grains.Placement;
using Coffer.Grains.Observability;

namespace Coffer.Grains.Auths;

/// <summary>One VaultAuth: checks it, resolves its connection, and tells consumers how to log in. Makes no login itself.</summary>
[KeepAlive, OwnerPlacement]
internal sealed class VaultAuthGrain(ActorServices services, GrainOptions options, IGrainFactory grains)
    : ReferencedGrain<VaultAuth, string>(
        services, ResourceKinds.VaultAuth, JudgedStatuses.VaultAuth, session => grains.GetGrain<ISessionGrain>(session)), IVaultAuthGrain,
        IValidity
{
    private const string HandOverKey = "coffer.vaultauth";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(13);

    /// <summary>A silo that is leaving makes a call fail now and then: nothing that people need to hear of.</summary>
    private const int TroublesToTell = 3;

    private readonly Globals _globals = new(grains, options);
    private VaultAuthView? _view;
    private string? _toldBefore;
    private bool _dependencyChanged;
    private int _troubles;

    public Task<LoginReply> GetLogin(string consumerNamespace, bool subscribe)
    {
        var consumer = new AuthKey(Key, consumerNamespace);
        if (subscribe)
        {
            Dependents.Add(consumer.ToString());
        }

        return AnswerAsync(() => Current(consumer), AnswerLimit, static failure => new LoginReply(null, failure));
    }

    public Task DependencyChanged(TimeSpan spread)
    {
        _dependencyChanged = true;
        WakeAt(Now + BackOff.Share(spread, BackOff.Seed(this.GetPrimaryKeyString())));
        return Task.CompletedTask;
    }

    public override void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        base.OnDehydrate(dehydrationContext);
        var held = new VaultAuthHandOver
        {
            Consumers = [.. Dependents.Keys],
            Inputs = _view?.Inputs ?? _toldBefore,
            DependencyChanged = _dependencyChanged,
            Troubles = _troubles,
        };
        dehydrationContext.TryAddValue(HandOverKey, held.Write());
    }

    public override void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        base.OnRehydrate(rehydrationContext);
        if (HandOver.Read(rehydrationContext, HandOverKey, VaultAuthHandOver.Read) is { } handed)
        {
            Dependents.AddRange(handed.Consumers);
            (_toldBefore, _dependencyChanged, _troubles) = (handed.Inputs, handed.DependencyChanged, handed.Troubles);
        }
    }

    ResourceValidity? IValidity.Validity() =>
        Resource is not null && State.Valid is { } valid ? new ResourceValidity("vaultauth", Key, valid) : null;

    /// <summary>Who was told that it is missing waits, longer each time.</summary>
    protected override void OnObserved() => _dependencyChanged |= Absence.Clear();

    protected override void OnForgotten(VaultAuth? before)
    {
        if (_view is not null)
        {
            _view = null;
            Dependents.Tell(Spread);
        }
    }

    protected override async Task<DateTimeOffset> LookAsync(VaultAuth auth, CancellationToken cancellation)
    {
        var told = _dependencyChanged;
        _dependencyChanged = false;
        var view = await ViewAsync(auth);
        var changed = _view is null ? _toldBefore is not null && _toldBefore != view.Inputs : view.DiffersFrom(_view);
        _view = view;
        Signal.Raise();
        if (changed || told)
        {
            Dependents.Tell(Spread);
        }

        _troubles = view.Problem is null ? 0 : _troubles + 1;
        if (view.Problem is not { IsTransient: true } || _troubles >= TroublesToTell)
        {
            await TellAsync(view, cancellation);
        }

        return VaultAuthDecider.NextLook(view.Problem, _troubles, BackOff.Seed(auth.Metadata.Uid), Now);
    }

    private async Task<VaultAuthView> ViewAsync(VaultAuth auth)
    {
        var input = Input(auth);
        var global = await _globals.MergeAsync(Key, auth.Spec);
        if (global is { Problem.IsTransient: true } && Kept(input) is { } kept)
        {
            return kept;
        }

        if (global.Problem is { } missing)
        {
            return VaultAuthView.Unusable(new VaultAuthVerdict.NoGlobal(missing), Key, input);
        }

        var merged = global.Merged;
        var check = VaultAuthRules.Check(
            Key, auth with { Spec = merged?.Spec ?? auth.Spec }, options.OperatorNamespace, options.CrossNamespaceRefs,
            options.AmbientAwsCredentials);
        if (VaultAuthDecider.Judge(check, merged?.Global) is { } refused)
        {
            return VaultAuthView.Unusable(refused, Key, input) with { Merged = merged };
        }

        var connection = check.Connection!.Value;
        var reply = await GrainCalls.TryAsync(
            () => GrainFactory.GetGrain<IConnectionGrain>(connection.ToString()).GetEndpoint(Key.ToString()),
            failure => new EndpointReply(null, failure));
        if (reply.Problem is { IsTransient: true } && Kept(input) is { } last)
        {
            return last;
        }

        VaultAuthVerdict verdict = reply.Problem is { } problem
            ? new VaultAuthVerdict.NoConnection(problem)
            : new VaultAuthVerdict.Sound(connection);
        return new VaultAuthView(verdict, verdict.Problem(Key), reply.Endpoint, input, reply.Input) { Merged = merged };
    }

    /// <summary>What was seen last, while what it hangs on can't be asked.</summary>
    private VaultAuthView? Kept(InputRef input) => _view is { Endpoint: not null } last && last.Auth == input ? last : null;

    private async Task TellAsync(VaultAuthView view, CancellationToken cancellation)
    {
        var before = State;
        await TransactAsync(
            (resource, state) => VaultAuthDecider.Decide(state, resource, view.Verdict, view.Merged, Now), cancellation);
        Announce(VaultAuthDecider.Announce(before, State, Key));
    }

    private LoginReply? Current(AuthKey consumer)
    {
        if (Resource is not { } auth)
        {
            return Absence.IsKnown ? new LoginReply(null, Absence.Of($"VaultAuth {Key}", "spec.vaultAuthRef of the secret")) : null;
        }

        return _view is { } view && view.Auth == Input(auth) ? view.For(consumer, auth.Spec, options.OperatorNamespace) : null;
    }

    private static InputRef Input(VaultAuth auth) => new(ResourceKinds.VaultAuth.Kind, auth.Metadata.Uid, auth.Metadata.Generation);
}
