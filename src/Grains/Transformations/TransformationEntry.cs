using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Grains.Actors;
using Coffer.Grains.Auths;
using Coffer.Grains.Feeds;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Transformations;

/// <summary>One silo's copy of one SecretTransformation.</summary>
internal sealed class TransformationEntry : CachedReply<TransformationReply>
{
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(1);

    private readonly IReceivers _receivers;
    private readonly ISecretTransformationGrain _transformation;
    private readonly Subscriptions _subscriptions;

    public TransformationEntry(
        IReceivers receivers, ISecretTransformationGrain transformation, TimeProvider time, Lifetime lifetime,
        Action<TransformationEntry> gone, ILogger log)
        : base(time)
    {
        (_receivers, _transformation) = (receivers, transformation);
        _subscriptions = new Subscriptions(
            $"SecretTransformation {transformation.GetPrimaryKeyString()}",
            batch => transformation.Subscribe(batch, Held.Reply?.Input), time, lifetime, () => gone(this), log);
    }

    /// <returns>False when this entry is gone.</returns>
    public bool Watch(ResourceRef dependent) => _subscriptions.Add(dependent);

    public void Unwatch(ResourceRef dependent) => _subscriptions.Remove(dependent);

    public Task<TransformationReply> GetAsync() => AnswerAsync(isUsable: true);

    protected override Task<TransformationReply> CallAsync() =>
        GrainCalls.TryAsync(_transformation.GetTransformation, static failure => new TransformationReply(null, failure));

    /// <summary>A silo that is leaving, or an API server that is down, is no reason to drop a transformation that was good.</summary>
    protected override bool Keeps(TransformationReply held, DateTimeOffset checkedAt, TransformationReply reply) => !IsWorthHolding(reply);

    protected override bool IsWorthHolding(TransformationReply reply) => reply.Problem is not { IsTransient: true };

    /// <summary>Those who worked with what was held before need not have been heard of yet by the grain.</summary>
    protected override void OnReplaced(TransformationReply before, TransformationReply reply)
    {
        if (before.Input != reply.Input)
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
