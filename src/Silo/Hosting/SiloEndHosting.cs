namespace Coffer.Silo.Hosting;

internal static class SiloEndHosting
{
    /// <summary>How a silo ends: politely, or because it can't go on.</summary>
    public static IServiceCollection AddSiloEnd(this IServiceCollection services) => services
        .AddSingleton<SiloDeath>()
        .AddSingleton<IFatalErrorHandler>(static provider => provider.GetRequiredService<SiloDeath>())
        .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, Farewell>();
}
