using Coffer.Contracts.Ports;
using Coffer.Grains.Feeds;
using Coffer.Grains.Observability;
using Coffer.Grains.Sharing;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Actors;

/// <summary>What every actor needs, whatever its job.</summary>
internal sealed record ActorServices(
    TimeProvider Time, AlarmClock Clock, Lifetime Lifetime, IStatusJournal Journal, IEventRecorder Events, LocalActors Actors,
    VersionMarks Marks, ActorObservability Observability, ILogger<ActorServices> Logger)
{
    public ILogger Log => Logger;
}
