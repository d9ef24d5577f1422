using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Grains.Transformations;

/// <summary>Registers what transformations need.</summary>
internal static class TransformationServices
{
    public static IServiceCollection AddTransformations(this IServiceCollection services) => services
        .AddSingleton<ITransformations, Transformations>()
        .AddSingleton<TransformationCache>()
        .AddSingleton<TransformationResolver>()
        .AddSingleton<RenderingGate>();
}
