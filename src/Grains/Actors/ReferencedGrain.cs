using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;
using Coffer.Grains.Observability;

namespace Coffer.Grains.Actors;

/// <summary>
/// An actor whose resource others refer to by name, before it exists as well: whoever asks is answered from its own loop's last look, and
/// is told when the answer changes. Stays as long as anybody asks.
/// </summary>
/// <param name="services">What every actor needs.</param>
/// <param name="kind">Kind of the resource.</param>
/// <param name="status">How the state stands in the status.</param>
/// <param name="dependent">Whom to tell of changes, by key.</param>
internal abstract class ReferencedGrain<TResource, TDependent>(
    ActorServices services, ResourceKind kind, JudgedStatus<TResource> status, Func<TDependent, IDependent?> dependent)
    : EventSourcedGrain<TResource, JudgedState, Judged>(services, kind, status)
    where TResource : class, IResource
    where TDependent : notnull
{
    /// <summary>Time that the looks of all dependents are spread over.</summary>
    protected static readonly TimeSpan Spread = TimeSpan.FromSeconds(1);

    /// <summary>Beats with each look, for those who wait for an answer.</summary>
    protected TurnSignal Signal { get; } = new(services.Time);

    /// <summary>Whom to tell of changes.</summary>
    protected Dependents<TDependent> Dependents { get; } = new(services.Time, dependent);

    /// <summary>What is told while the resource can't be loaded.</summary>
    protected Absence Absence { get; } = new(services.Time);

    protected override bool IsSpent => base.IsSpent && Dependents.Keys.Count == 0;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        if (this is IValidity validity)
        {
            Services.Observability.Validities.Join(validity);
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (this is IValidity validity)
        {
            Services.Observability.Validities.Leave(validity);
        }

        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    protected sealed override async Task<DateTimeOffset> WorkAsync(CancellationToken cancellation)
    {
        if (Resource is null && !Absence.IsKnown)
        {
            Absence.Note(await LoadAsync(cancellation));
            Signal.Raise();
        }

        return Resource is { } resource ? await LookAsync(resource, cancellation) : DateTimeOffset.MaxValue;
    }

    /// <summary>Looks at the resource and at what it depends on, and returns when the next look is due.</summary>
    protected abstract Task<DateTimeOffset> LookAsync(TResource resource, CancellationToken cancellation);

    /// <summary>The answer that is known; otherwise has the loop look and waits for it.</summary>
    /// <param name="current">The answer; null as long as there is none.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="failed">The answer when there was none in time.</param>
    protected async Task<TAnswer> AnswerAsync<TAnswer>(Func<TAnswer?> current, TimeSpan limit, Func<Failure, TAnswer> failed)
        where TAnswer : class
    {
        if (current() is { } known)
        {
            return known;
        }

        Wake();
        return await Signal.AwaitAsync(current, limit, Services.Lifetime.Stopping)
            ?? failed(new Failure(FailureKind.Unavailable, $"{Kind.Kind} {Key} could not be looked at in time; it is asked again"));
    }
}
