using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Grains.Seeing;

internal static class SeeingServices
{
    /// <summary>What people see actors by: metrics and the watchdog.</summary>
    public static IServiceCollection AddSeeing(this IServiceCollection services) => services
        .AddSingleton<ActorMetrics>()
        .AddSingleton(typeof(Locals<>))
        .AddSingleton<Seen>()
        .AddSingleton<Panorama>()
        .AddSingleton<StandingMetrics>()
        .AddHostedService<Watchdog>();
}
