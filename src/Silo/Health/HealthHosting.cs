using System.Text.Json;

namespace Coffer.Silo.Health;

/// <summary><c>/healthz</c> and <c>/readyz</c>: 200 or 503, with the checks as JSON for people.</summary>
internal static class HealthHosting
{
    public static IServiceCollection AddHealth(this IServiceCollection services, SiloState silo) => services
        .AddSingleton(silo)
        .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloJoining>()
        .AddSingleton<TurnProbe>()
        .AddHostedService(static provider => provider.GetRequiredService<TurnProbe>())
        .AddSingleton<Liveness>()
        .AddSingleton<Readiness>();

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", static (HttpContext context, Liveness liveness) => AnswerAsync(context, [liveness.Check()]));
        app.MapGet("/readyz", static (HttpContext context, Readiness readiness) => AnswerAsync(context, readiness.Check()));
    }

    private static Task AnswerAsync(HttpContext context, IReadOnlyList<HealthCheck> checks)
    {
        context.Response.StatusCode = checks.All(check => check.IsGood) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        var body = checks.ToDictionary(check => check.Name, check => new { ok = check.IsGood, detail = check.Detail });
        return JsonSerializer.SerializeAsync(context.Response.Body, body, cancellationToken: context.RequestAborted);
    }
}
