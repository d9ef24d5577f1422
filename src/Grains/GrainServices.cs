using Coffer.Contracts.Resources;
using Coffer.Domain.Workloads;
using Coffer.Grains.Actors;
using Coffer.Grains.Auths;
using Coffer.Grains.Feeds;
using Coffer.Grains.Placement;
using Coffer.Grains.Observability;
using Coffer.Grains.Sharing;
using Coffer.Grains.Secrets;
using Coffer.Grains.Transformations;
using Coffer.Grains.Workloads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Coffer.Grains;

/// <summary>Registers what the actors need beside their ports.</summary>
public static class GrainServices
{
    /// <summary>
    /// Adds the actors' services. The ports come from the adapters; the host's lifetime tells when no new effect may start.
    /// </summary>
    public static IServiceCollection AddCofferGrains(this IServiceCollection services, GrainOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options)
            .AddSingleton(static provider => new Lifetime(provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping))
            .AddObservability()
            .AddSingleton<AlarmClock>()
            .AddSingleton<ActorServices>()
            .AddOwnerPlacement()
            .AddSharing()
            .AddFeeds(Feeds(options))
            .AddWorkloads(new RestartOptions { Window = options.RestartWindow, MinimumInterval = options.RestartInterval })
            .AddAuths()
            .AddTransformations()
            .AddSecrets(options);
    }

    private static FeedOptions Feeds(GrainOptions options)
    {
        var feeds = new FeedOptions { WatchedNamespaces = options.WatchedNamespaces };
        return options.WatchesSecrets ? feeds : feeds with { Kinds = ResourceKinds.Custom };
    }
}
