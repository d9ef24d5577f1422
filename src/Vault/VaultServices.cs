using Coffer.Contracts.Ports;
using Coffer.Vault.Adapters;
using Coffer.Vault.Links;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coffer.Vault;

/// <summary>Registers the Vault adapter.</summary>
public static class VaultServices
{
    /// <summary>
    /// Adds <see cref="IVaultSecrets"/>, <see cref="IVaultTokens"/>, <see cref="IVaultDiagnosis"/> and <see cref="IVaultHealth"/> as
    /// singletons, and the meter <c>Coffer.Vault</c>. Uses the registered <see cref="TimeProvider"/>, or the system's.
    /// </summary>
    /// <exception cref="ArgumentException">The options are not valid; the message lists all that is wrong.</exception>
    public static IServiceCollection AddVault(this IServiceCollection services, VaultOptions options)
    {
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(options));
        }

        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddLogging()
            .AddMetrics()
            .AddSingleton(options)
            .AddSingleton<VaultLinks>()
            .AddSingleton<VaultMetrics>()
            .AddSingleton<VaultClient>()
            .AddSingleton<IVaultSecrets, VaultSecretsAdapter>()
            .AddSingleton<IVaultTokens, VaultTokensAdapter>()
            .AddSingleton<IVaultDiagnosis, VaultDiagnosisAdapter>()
            .AddSingleton<IVaultHealth, VaultHealthAdapter>();
    }
}
