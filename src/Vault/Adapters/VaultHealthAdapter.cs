using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;
using Coffer.Vault.Links;
using Coffer.Vault.Wire;

namespace Coffer.Vault.Adapters;

internal sealed class VaultHealthAdapter(VaultClient client) : IVaultHealth
{
    public Task<Outcome<VaultHealth>> CheckAsync(VaultEndpoint endpoint, CancellationToken cancellation) =>
        client.MeasureAsync(endpoint, HealthAnswer.Call, link => CheckAsync(link, cancellation), cancellation);

    private static async Task<Outcome<VaultHealth>> CheckAsync(VaultLink link, CancellationToken cancellation)
    {
        var health = await AskAsync(link, HealthAnswer.Call, cancellation);
        if (health.Failure?.Kind is FailureKind.Forbidden or FailureKind.NotFound or FailureKind.Unauthorized or FailureKind.Invalid
            or FailureKind.Malformed)
        {
            // Hidden by a proxy or a policy. When the second answer is no better, the first says more.
            var status = await AskAsync(link, HealthAnswer.Fallback, cancellation);
            health = status.Failure is null ? status : health;
        }

        await link.Gate.ProbedAsync(Verdict(link.Endpoint, health), cancellation);
        return health;
    }

    private static async Task<Outcome<VaultHealth>> AskAsync(VaultLink link, VaultCall call, CancellationToken cancellation)
    {
        var sent = await link.ProbeAsync(call, cancellation);
        if (!sent.TryGet(out var answer, out var failure))
        {
            return failure;
        }

        // Each status that Vault gives here has the same body; without it, it is somebody else's status.
        return HealthAnswer.Read(answer.Body) is { } health
            ? health
            : VaultErrors.FromAnswer(link.Endpoint, call, answer)
                ?? VaultErrors.Malformed(link.Endpoint, call, answer, "the answer does not tell whether Vault is initialized and sealed");
    }

    /// <summary>What the probe says of calls: an answer of a sealed Vault is good news for the probe and bad news for them.</summary>
    private static Failure? Verdict(VaultEndpoint endpoint, Outcome<VaultHealth> health) =>
        !health.TryGet(out var answer, out var failure) ? failure : answer switch
        {
            { Initialized: false } =>
                VaultErrors.Create(endpoint, HealthAnswer.Call, FailureKind.Uninitialized, "Vault is not initialized"),
            { Sealed: true } => VaultErrors.Create(endpoint, HealthAnswer.Call, FailureKind.Sealed, "Vault is sealed"),
            _ => null,
        };
}
