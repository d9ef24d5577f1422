using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;
using Coffer.Domain.Sources.Certificates;
using Coffer.Domain.Sources.Kv;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Grains.Secrets;

/// <summary>Registers the kinds of secrets and what they share.</summary>
internal static class SecretRegistration
{
    public static IServiceCollection AddSecrets(this IServiceCollection services, GrainOptions options) => services
        .AddSingleton(new SecretOptions
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
        .AddSecretKind<VaultStaticSecret, IStaticSecretGrain>(ResourceKinds.VaultStaticSecret, new KvSource())
        .AddSecretKind<VaultPKISecret, IPkiSecretGrain>(ResourceKinds.VaultPKISecret, new CertificateSource());

    /// <summary>A kind of secret: its resource, the interface of its grains, and what it adds to what all kinds do.</summary>
    public static IServiceCollection AddSecretKind<TResource, TGrain>(
        this IServiceCollection services, ResourceKind kind, ISecretSource source)
        where TResource : class, ISecretResource
        where TGrain : ISecretGrain => services
        .AddSingleton(new ServedSecretKind(kind, static (grains, key) => grains.GetGrain<TGrain>(key)))
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<SecretKind<TResource>>(
            provider, new SecretPlanner(source, provider.GetRequiredService<SecretOptions>()), kind));
}
