using Coffer.Grains;
using Coffer.Silo.Options;

namespace Coffer.Silo.Hosting;

/// <summary>The actors and their options.</summary>
internal static class ActorHosting
{
    public static IServiceCollection AddActors(this IServiceCollection services, CofferOptions options) =>
        services.AddCofferGrains(Grains(options));

    /// <summary>The settings, as the actors take them.</summary>
    public static GrainOptions Grains(CofferOptions options) => new()
    {
        OperatorNamespace = AdapterHosting.Kube(options).FindNamespace(),
        Reach = AdapterHosting.Reach(options),
        CrossNamespaceRefs = options.CrossNamespaceRefs,
        AmbientAwsCredentials = options.AmbientAwsCredentials,
        DefaultGlobals = options.DefaultGlobals,
        MinRefresh = options.MinRefresh,
        WatchedNamespaces = options.Kubernetes.Namespaces is { Count: > 0 } namespaces ? namespaces : null,
        RestartWindow = options.Restarts.Window,
        RestartInterval = options.Restarts.Interval,
        WatchesSecrets = options.Kubernetes.Secrets == SecretAccess.Watch,
        ExcludeRaw = options.ExcludeRaw,
        TemplateLimits = options.TemplateLimits,
        TemplateCacheBytes = options.TemplateCacheBytes,
        MaxFields = options.SecretFields,
        ObjectMetrics = options.ObjectMetrics,
        Adopt = options.Adopt,
    };
}
