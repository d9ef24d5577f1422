using Coffer.Contracts.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coffer.Grains.Feeds;

internal static class FeedRegistration
{
    /// <summary>
    /// Registers what the feeds need beside the ports, the <see cref="TimeProvider"/>, the
    /// <see cref="Actors.Lifetime"/> and owner placement.
    /// </summary>
    public static IServiceCollection AddFeeds(this IServiceCollection services, FeedOptions options)
    {
        services.TryAddSingleton(options);
        services.TryAddSingleton<IReceivers, Receivers>();
        services.AddSingleton<FeedServices>();
        services.AddSingleton(static provider => new VersionMarks(
            provider.GetRequiredService<FeedOptions>(),
            (feed, version, epoch) => provider.GetRequiredService<IGrainFactory>().GetGrain<IResourceFeedGrain>(feed)
                .Claim(version, epoch).Ignore()));
        services.AddSingleton<FeedMetrics>();
        services.AddSingleton<IFeedHealth, FeedHealth>();
        return services.AddHostedService<FeedKeeper>();
    }
}
