using System.Net;
using Coffer.Silo.Options;
using Orleans.Dashboard;

namespace Coffer.Silo.Hosting;

/// <summary>
/// The Orleans dashboard, for callers on this host alone: in a cluster that is <c>kubectl port-forward</c>, so RBAC decides who may see it.
/// Its routes to a grain's state and to traces are closed: the first calls grain methods by reflection, the second streams the log.
/// </summary>
internal static class DashboardHosting
{
    public const string Prefix = "/dashboard";

    private static readonly string[] Closed = ["GrainState", "Trace"];
    private static readonly string[] LocalNames = ["localhost", "127.0.0.1", "[::1]"];

    public static void MapDashboard(this WebApplication app, HttpSettings settings)
    {
        if (settings.Dashboard)
        {
            IEndpointConventionBuilder routes = app.MapOrleansDashboard(Prefix);
            routes.Add(Guard);
        }
    }

    private static void Guard(EndpointBuilder endpoint)
    {
        var isClosed = endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route } && IsClosed(route);
        var inner = isClosed ? null : endpoint.RequestDelegate;
        endpoint.RequestDelegate = context =>
        {
            if (!IsLocal(context))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }

            context.Response.StatusCode = inner is null ? StatusCodes.Status404NotFound : context.Response.StatusCode;
            return inner?.Invoke(context) ?? Task.CompletedTask;
        };
    }

    private static bool IsClosed(string route) =>
        route.Split('/').Any(segment => Closed.Contains(segment, StringComparer.OrdinalIgnoreCase));

    /// <summary>The Host is checked as well, or a web page could reach in through a name that resolves to this host.</summary>
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)
        && LocalNames.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase);
}
