using Coffer.Cloud.Aws;
using Coffer.Cloud.Gcp;
using Coffer.Contracts.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coffer.Cloud;

/// <summary>Registers the adapters to the clouds whose identities Vault accepts.</summary>
public static class CloudServices
{
    /// <summary>Adds the ports to Amazon and Google as singletons. None of them makes a call before a login asks for it.</summary>
    public static IServiceCollection AddCloud(this IServiceCollection services, CloudOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddLogging()
            .AddSingleton(options)
            .AddSingleton<GoogleHttp>()
            .AddSingleton<MetadataServer>()
            .AddSingleton<IGoogleIdentities, GoogleIdentities>()
            .AddAws(AwsEnvironment.Read(options.Variable));
    }

    private static IServiceCollection AddAws(this IServiceCollection services, AwsEnvironment environment) => services
        .AddSingleton(environment)
        .AddSingleton<AwsHttp>()
        .AddSingleton<StsClient>()
        .AddSingleton<ContainerService>()
        .AddSingleton<InstanceService>()
        .AddSingleton<OwnIdentity>()
        .AddSingleton<IAwsIdentities, AwsIdentities>();
}
