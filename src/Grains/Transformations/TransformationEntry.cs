using Coffer.Contracts.Grains;
using Coffer.Grains.Actors;
using Coffer.Grains.Auths;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Transformations;

/// <summary>One silo's copy of one SecretTransformation.</summary>
internal sealed class TransformationEntry : CachedReply<TransformationReply>
{
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(1);

    private readonly IGrainFactory _grains;
    private readonly ISecretTransformationGrain _transformation;
    private readonly Subscriptions _subscriptions;

    public TransformationEntry(
        IGrainFactory grains, ISecretTransformationGrain transformation, TimeProvider time, Lifetime lifetime,
        Action<TransformationEntry> gone, ILogger log)
        : base(time)
    {
        (_grains, _transformation) = (grains, transformation);
        _subscriptions = new Subscriptions(
            $"SecretTransformation {transformation.GetPrimaryKeyString()}",
            batch => transformation.Subscribe(batch, Held.Reply?.Input ?? ""), time, lifetime, () => gone(this), log);
    }

    /// <returns>False when this entry is gone.</returns>
    public bool Watch(string dependent) => _subscriptions.Add(dependent);

    public void Unwatch(string dependent) => _subscriptions.Remove(dependent);

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
            _subscriptions.Tell<IStaticSecretGrain>(_grains, Spread);
        }
    }
}
