using Coffer.Contracts.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coffer.Kube.Membership;

/// <summary>Registers the table of silos and its heartbeat in place of the Lease.</summary>
internal static class MembershipRegistration
{
    public static IServiceCollection AddMembershipTable(this IServiceCollection services)
    {
        services.AddSingleton<TableApi>();
        services.AddSingleton<TableMemory>();
        services.AddSingleton<RefusedWrites>();
        services.AddSingleton<IMembershipTable, ConfigMapTable>();
        services.Replace(ServiceDescriptor.Singleton<IHeartbeat, TableHeartbeat>());
        return services;
    }
}
