using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Grains.Actors;
using Coffer.Grains.Auths;
using Coffer.Grains.Feeds;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Transformations;

/// <summary>One silo's copy of one SecretTransformation. Work runs outside of the callers' schedulers: a caller that goes away holds up nobody.</summary>
internal sealed class TransformationEntry
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(1);

    private readonly IReceivers _receivers;
    private readonly ISecretTransformationGrain _transformation;
    private readonly TimeProvider _time;
    private readonly Subscriptions _subscriptions;
    private readonly Lock _gate = new();
    private TransformationReply? _held;
    private DateTimeOffset _checkedAt;
    private Task<TransformationReply>? _flight;
    private int _epoch;

    public TransformationEntry(
        IReceivers receivers, ISecretTransformationGrain transformation, TimeProvider time, Lifetime lifetime, Action<TransformationEntry> gone, ILogger log)
    {
        (_receivers, _transformation, _time) = (receivers, transformation, time);
        _subscriptions = new Subscriptions(
            $"SecretTransformation {transformation.GetPrimaryKeyString()}", batch => transformation.Subscribe(batch, HeldInput()), time, lifetime, () => gone(this), log);
    }

    /// <returns>False when this entry is gone.</returns>
    public bool Watch(ResourceRef dependent) => _subscriptions.Add(dependent);

    public void Unwatch(ResourceRef dependent) => _subscriptions.Remove(dependent);

    public Task<TransformationReply> GetAsync()
    {
        lock (_gate)
        {
            if (_held is { } held && _time.GetUtcNow() - _checkedAt < CheckEvery)
            {
                return Task.FromResult(held);
            }

            var epoch = _epoch;
            return _flight ??= Task.Run(() => FetchAsync(epoch));
        }
    }

    public void Forget()
    {
        lock (_gate)
        {
            _epoch++;
            _checkedAt = DateTimeOffset.MinValue;
            _flight = null;
        }
    }

    private InputRef? HeldInput()
    {
        lock (_gate)
        {
            return _held?.Input;
        }
    }

    private async Task<TransformationReply> FetchAsync(int epoch)
    {
        try
        {
            return Settle(epoch, await GrainCalls.TryAsync(_transformation.GetTransformation, static failure => new TransformationReply(null, failure)));
        }
        finally
        {
            Land(epoch);
        }
    }

    private TransformationReply Settle(int epoch, TransformationReply reply)
    {
        lock (_gate)
        {
            if (epoch != _epoch)
            {
                return reply;
            }

            // A silo that is leaving, or an API server that is down, is no reason to drop a transformation that was good.
            if (reply.Problem is { IsTransient: true })
            {
                _checkedAt = _held is null ? _checkedAt : _time.GetUtcNow();
                return _held ?? reply;
            }

            Hold(reply);
            return reply;
        }
    }

    /// <summary>However it ended: a flight that failed by a bug must not be everybody's answer for ever.</summary>
    private void Land(int epoch)
    {
        lock (_gate)
        {
            _flight = epoch == _epoch ? null : _flight;
        }
    }

    /// <summary>Those who worked with what was held before need not have been heard of yet by the grain.</summary>
    private void Hold(TransformationReply reply)
    {
        var changed = _held is { } before && before.Input != reply.Input;
        (_held, _checkedAt) = (reply, _time.GetUtcNow());
        if (changed)
        {
            Tell();
        }
    }

    /// <summary>One-way calls: they neither wait nor fail here.</summary>
    private void Tell()
    {
        foreach (var secret in _subscriptions.All)
        {
            _receivers.Secret(secret)?.DependencyChanged(Spread).Ignore();
        }
    }
}
