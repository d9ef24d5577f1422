using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Wire;

namespace Coffer.Vault.Links;

/// <summary>
/// Finds out whether a server honours Vault namespaces, before anything is sent to one. Vault Community answers from the root namespace
/// instead: old versions don't repeat the header, newer ones do, so repeating it proves nothing. What tells is the version (<c>+ent</c>),
/// and else how the server takes a namespace that can't exist.
/// </summary>
internal sealed class NamespaceGuard(VaultEndpoint endpoint, VaultExchange exchange, TimeProvider time) : IDisposable
{
    // A server may be replaced by another product behind the same address.
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _single = new(1);
    private volatile Verdict? _verdict;

    /// <summary>Sends the call when its namespace will be honoured, and checks that it was.</summary>
    public async Task<Outcome<VaultAnswer>> SendAsync(VaultCall call, CancellationToken cancellation)
    {
        if (call.Namespace.Length == 0)
        {
            return await exchange.SendAsync(call, cancellation);
        }

        var asked = await VerdictAsync(cancellation);
        if (!asked.TryGet(out var verdict, out var failure))
        {
            return failure;
        }

        if (!verdict.Honours)
        {
            return Ignored(call);
        }

        var sent = await exchange.SendAsync(call, cancellation);
        if (!sent.TryGet(out var answer, out _) || answer.NamespaceEchoed || verdict.Enterprise
            || VaultErrors.FromAnswer(endpoint, call, answer) is not null)
        {
            return sent;
        }

        answer.Dispose();
        return Ignored(call);
    }

    public void Dispose() => _single.Dispose();

    private Failure Ignored(VaultCall call) => VaultErrors.Create(
        endpoint,
        call,
        FailureKind.NamespaceIgnored,
        $"{endpoint} takes no notice of Vault namespaces and would answer from its root namespace; remove the namespace, or use "
        + $"OpenBao or Vault Enterprise");

    private async Task<Outcome<Verdict>> VerdictAsync(CancellationToken cancellation)
    {
        if (_verdict is { } known && IsFresh(known))
        {
            return known;
        }

        await _single.WaitAsync(cancellation);
        try
        {
            return _verdict is { } fresh && IsFresh(fresh) ? fresh : await AskAsync(cancellation);
        }
        finally
        {
            _single.Release();
        }
    }

    private bool IsFresh(Verdict verdict) => time.GetElapsedTime(verdict.At) < Trust;

    private async Task<Outcome<Verdict>> AskAsync(CancellationToken cancellation)
    {
        var health = await exchange.SendAsync(HealthAnswer.Call, cancellation);
        if (!health.TryGet(out var answer, out var failure))
        {
            return failure;
        }

        if (HealthAnswer.Read(answer.Body)?.Version.Contains("+ent", StringComparison.Ordinal) == true)
        {
            return Keep(enterprise: true, honours: true);
        }

        var probe = await exchange.SendAsync(Probe, cancellation);
        if (!probe.TryGet(out answer, out failure))
        {
            return failure;
        }

        // A server that can't serve now, or has no time, has not answered the question.
        return answer.Status is 429 or >= 500
            ? new Verdict(false, true, time.GetTimestamp())
            : Keep(enterprise: false, honours: answer is { NamespaceEchoed: true, IsSuccess: false });
    }

    /// <summary>Needs no token; a server with namespaces looks for the namespace first.</summary>
    private static VaultCall Probe => new("probe", HttpMethod.Get, "sys/internal/ui/mounts") { Namespace = "coffer-no-such-namespace" };

    private Verdict Keep(bool enterprise, bool honours) => _verdict = new Verdict(enterprise, honours, time.GetTimestamp());

    private sealed record Verdict(bool Enterprise, bool Honours, long At);
}
