using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Placement;

namespace Coffer.Grains.Placement;

internal static class PlacementServices
{
    /// <summary>
    /// Makes <see cref="OwnerPlacementAttribute"/> known to the silo, under the keys by which Orleans looks strategies and directors up.
    /// </summary>
    public static IServiceCollection AddOwnerPlacement(this IServiceCollection services) => services
        .AddSingleton<Members>()
        .AddKeyedSingleton<PlacementStrategy, OwnerPlacement>(nameof(OwnerPlacement))
        .AddKeyedSingleton<IPlacementDirector, OwnerPlacementDirector>(typeof(OwnerPlacement));
}
