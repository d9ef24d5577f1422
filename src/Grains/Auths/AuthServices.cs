using Coffer.Grains.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Grains.Auths;

/// <summary>Registers what connections and logins need beside their ports.</summary>
internal static class AuthServices
{
    public static IServiceCollection AddAuths(this IServiceCollection services) => services
        .AddSingleton<ConnectionPorts>()
        .AddSingleton<AwsCredentials>()
        .AddSingleton<GcpCredentials>()
        .AddSingleton<Credentials>()
        .AddSingleton<SessionPorts>()
        .AddSingleton<ISessions, Sessions>();
}
