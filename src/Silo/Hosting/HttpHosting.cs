using Coffer.Silo.Options;

namespace Coffer.Silo.Hosting;

/// <summary>The one HTTP port: health, metrics and, when wanted, the dashboard.</summary>
internal static class HttpHosting
{
    public static void AddHttp(this WebApplicationBuilder builder, HttpSettings settings)
    {
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(settings.Address, settings.Port);
        });
        builder.Services.AddRoutingCore();
    }
}
