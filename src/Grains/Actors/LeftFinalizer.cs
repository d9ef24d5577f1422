using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Timing;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Actors;

/// <summary>
/// Takes the finalizer away that the reference operator left on an actor's resource, once the resource is being deleted: with that operator
/// stopped nobody else does, and neither the object nor its namespace would ever be gone. Finalizers of others stay.
/// </summary>
internal sealed partial class LeftFinalizer(ActorServices services, ResourceKind kind)
{
    /// <summary>Reason of the Event.</summary>
    public const string Reason = "FinalizerNotRemoved";

    /// <summary>What is left of the object its feed tells; the work goes on by then if that has nothing to tell.</summary>
    private static readonly TimeSpan AfterLetGo = TimeSpan.FromMinutes(1);

    /// <summary>UID of the object that was let go of: once is enough, as nobody can put a finalizer on what is being deleted.</summary>
    private string? _done;
    private int _failures;
    private FailureKind? _told;
    private DateTimeOffset _again = DateTimeOffset.MinValue;

    /// <summary>True when there is a finalizer to take away.</summary>
    public bool IsOwed(ObjectMeta meta) => meta.Uid != _done && ReferenceFinalizers.Holding(kind, meta) is not null;

    /// <summary>
    /// Comes before a turn's work, so that the deletion waits for nothing that the work waits for. A failure holds the work up
    /// no longer than it takes.
    /// </summary>
    /// <param name="meta">The resource.</param>
    /// <param name="work">The work; returns when the next turn is due.</param>
    /// <param name="cancellation">Of the turn.</param>
    /// <returns>When the next turn is due.</returns>
    public async Task<DateTimeOffset> LetGoAsync(
        ObjectMeta meta, Func<CancellationToken, Task<DateTimeOffset>> work, CancellationToken cancellation)
    {
        if (!IsOwed(meta))
        {
            return await work(cancellation);
        }

        if (_again <= services.Time.GetUtcNow() && await RemoveAsync(meta, cancellation))
        {
            return services.Time.GetUtcNow() + AfterLetGo;
        }

        var next = await work(cancellation);
        return next < _again ? next : _again;
    }

    private async Task<bool> RemoveAsync(ObjectMeta meta, CancellationToken cancellation)
    {
        var (key, finalizer) = (new ObjectKey(meta.Namespace, meta.Name), ReferenceFinalizers.Holding(kind, meta)!);
        var removed = await services.Journal.RemoveFinalizerAsync(kind, key, finalizer, cancellation);
        if (removed.Failure is not { } failure)
        {
            (_done, _failures, _told) = (meta.Uid, 0, null);
            LogRemoved(services.Log, kind, key, finalizer);
            return true;
        }

        _failures++;
        _again = services.Time.GetUtcNow() + BackOff.After(failure, _failures, BackOff.Seed(meta.Uid));
        if (failure.Kind != _told)
        {
            _told = failure.Kind;
            Tell(meta, key, finalizer, failure);
        }

        return false;
    }

    /// <summary>Who waits for the deletion sees why it does not come about.</summary>
    private void Tell(ObjectMeta meta, ObjectKey key, string finalizer, Failure failure)
    {
        LogHeld(services.Log, kind, key, finalizer, failure.Message);
        if (!failure.IsTransient)
        {
            services.Events.Record(
                new ObjectRef(kind, key, meta.Uid, meta.ResourceVersion), warning: true, Reason,
                $"The finalizer {finalizer}, left by another operator, keeps this object from being deleted and could not be removed; "
                + $"trying on: {failure.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "{Kind} {Key} is being deleted: the finalizer {Finalizer}, left by another operator, was removed")]
    private static partial void LogRemoved(ILogger log, ResourceKind kind, ObjectKey key, string finalizer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {Key}: the finalizer {Finalizer}, left by another operator, keeps it from "
        + "being deleted and could not be removed; trying on: {Text}")]
    private static partial void LogHeld(ILogger log, ResourceKind kind, ObjectKey key, string finalizer, string text);
}
