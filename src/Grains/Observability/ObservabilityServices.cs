using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Grains.Observability;

internal static class ObservabilityServices
{
    /// <summary>What people see actors by: metrics and the watchdog.</summary>
    public static IServiceCollection AddObservability(this IServiceCollection services) => services
        .AddSingleton<ActorMetrics>()
        .AddSingleton(typeof(ActiveActors<>))
        .AddSingleton<ActorObservability>()
        .AddSingleton<SecretOverview>()
        .AddSingleton<SyncStatusMetrics>()
        .AddHostedService<Watchdog>();
}
