using Coffer.Domain.StaticSecrets;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Grains.StaticSecrets;

/// <summary>Registers what static secrets need.</summary>
internal static class StaticSecretServices
{
    public static IServiceCollection AddStaticSecrets(this IServiceCollection services, GrainOptions options) => services
        .AddSingleton(new StaticSecretOptions
        {
            OperatorNamespace = options.OperatorNamespace,
            CrossNamespaceRefs = options.CrossNamespaceRefs,
            MinRefresh = options.MinRefresh,
            ExcludeRaw = options.ExcludeRaw,
            WatchesSecrets = options.WatchesSecrets,
            Adopt = options.Adopt,
            TemplateLimits = options.TemplateLimits,
            MaxFields = options.MaxFields,
        })
        .AddSingleton<SyncPorts>()
        .AddSingleton<SyncGate>()
        .AddSingleton<SecretRunner>()
        .AddSingleton<StaticSecretEffects>();
}
