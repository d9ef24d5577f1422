using System.Net;

namespace Coffer.Silo.Hosting;

/// <summary>For a silo on somebody's own machine: callers on this host alone.</summary>
internal sealed class LocalAccess : IDashboardAccess
{
    private static readonly string[] LocalNames = ["localhost", "127.0.0.1", "[::1]"];

    public ValueTask<int?> RefuseAsync(HttpContext context) =>
        ValueTask.FromResult<int?>(IsLocal(context) ? null : StatusCodes.Status403Forbidden);

    /// <summary>The Host is checked as well, or a web page could reach in through a name that resolves to this host.</summary>
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)
        && LocalNames.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase);
}
