namespace Coffer.Silo.Hosting;

/// <summary>Who may see the dashboard.</summary>
internal interface IDashboardAccess
{
    /// <summary>The status to refuse a request with; null when it may go on.</summary>
    ValueTask<int?> RefuseAsync(HttpContext context);
}
