namespace Coffer.Silo.Heartbeat;

/// <summary>Registers the heartbeat's loop.</summary>
internal static class HeartbeatHosting
{
    public static IServiceCollection AddHeartbeat(this IServiceCollection services) => services.AddHostedService<HeartbeatService>();
}
