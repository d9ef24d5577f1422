using Coffer.Silo.Options;
using Orleans.Dashboard;

namespace Coffer.Silo.Hosting;

/// <summary>
/// The Orleans dashboard, for those who may see it. Its routes to a grain's state and to traces are closed to everybody: the first calls
/// grain methods by reflection, the second streams the log.
/// </summary>
internal static class DashboardHosting
{
    public const string Prefix = "/dashboard";

    private static readonly string[] Closed = ["GrainState", "Trace"];

    /// <summary>Silos that find each other through Kubernetes ask it who may look; those of one host trust that host.</summary>
    public static IServiceCollection AddDashboardAccess(this IServiceCollection services, ClusterSettings cluster) =>
        cluster.Mode == ClusteringMode.Kubernetes
            ? services.AddSingleton<IDashboardAccess, TokenAccess>()
            : services.AddSingleton<IDashboardAccess, LocalAccess>();

    public static void MapDashboard(this WebApplication app, HttpSettings settings)
    {
        if (settings.Dashboard)
        {
            var access = app.Services.GetRequiredService<IDashboardAccess>();
            IEndpointConventionBuilder routes = app.MapOrleansDashboard(Prefix);
            routes.Add(endpoint => Guard(endpoint, access));
        }
    }

    private static void Guard(EndpointBuilder endpoint, IDashboardAccess access)
    {
        var isClosed = endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route } && IsClosed(route);
        var inner = isClosed ? null : endpoint.RequestDelegate;
        endpoint.RequestDelegate = async context =>
        {
            if (inner is null)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
            else if (await access.RefuseAsync(context) is { } refusal)
            {
                context.Response.StatusCode = refusal;
            }
            else
            {
                await inner(context);
            }
        };
    }

    private static bool IsClosed(string route) =>
        route.Split('/').Any(segment => Closed.Contains(segment, StringComparer.OrdinalIgnoreCase));
}
