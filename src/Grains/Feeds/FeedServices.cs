using Coffer.Contracts.Ports;
using Coffer.Grains.Actors;
using Coffer.Grains.Sharing;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Feeds;

/// <summary>What feeds need.</summary>
internal sealed record FeedServices(
    FeedOptions Options, TimeProvider Time, Lifetime Lifetime, IResourceWatch Watch, IStatusJournal Journal, IReceivers Receivers,
    LocalActors Actors, FeedMetrics Metrics, ILogger<FeedServices> Logger);
