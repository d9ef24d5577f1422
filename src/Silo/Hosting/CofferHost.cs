using Coffer.Silo.Health;
using Coffer.Silo.Heartbeat;
using Coffer.Silo.Options;
using Coffer.Silo.Schemas;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coffer.Silo.Hosting;

/// <summary>The composition root: one silo with its HTTP endpoints.</summary>
internal static class CofferHost
{
    /// <summary>Longest polite stop: a turn that is under way may use its budget of 20 s. Kubernetes kills after 30 s.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(25);

    /// <summary>After so long a stop is not waited for any more.</summary>
    public static readonly TimeSpan StopLimit = StopTimeout + TimeSpan.FromSeconds(2);

    /// <summary>Builds the host; nothing runs yet.</summary>
    /// <param name="options">The options.</param>
    /// <param name="extend">Last words on the services, for hosts that embed a silo.</param>
    public static WebApplication Build(CofferOptions options, Action<WebApplicationBuilder>? extend = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "coffer" });
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateOnBuild, provider.ValidateScopes) = (true, true));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(options);
        builder.AddLogs(options.Log);
        builder.AddHttp(options.Http);
        builder.AddTelemetry();
        builder.AddSilo(options);
        var silo = new SiloState();
        builder.Services.AddAdapters(options, () => silo.Silos).AddActors(options).AddDashboardAccess(options.Cluster).AddHealth(silo)
            .AddHeartbeat(options.Cluster.Mode)
            .AddHostedService<SchemaService>();
        extend?.Invoke(builder);

        var app = builder.Build();
        app.MapHealth();
        app.MapMetrics();
        app.MapDashboard(options.Http);
        return app;
    }
}
