using Coffer.Domain.Workloads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coffer.Grains.Workloads;

internal static class WorkloadRegistration
{
    /// <summary>Registers what the actors of workloads need beside the port, the feeds' receivers and the common services.</summary>
    public static IServiceCollection AddWorkloads(this IServiceCollection services, RestartOptions options)
    {
        services.TryAddSingleton(options);
        return services;
    }
}
