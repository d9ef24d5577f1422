using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coffer.Grains.Sharing;

internal static class SharingServices
{
    /// <summary>Registers what spreads the actors over the silos, beside owner placement.</summary>
    public static IServiceCollection AddSharing(this IServiceCollection services)
    {
        services.TryAddSingleton<SharingOptions>();
        return services.AddSingleton<SharingMetrics>().AddSingleton<LocalActors>().AddHostedService<Sharer>();
    }
}
