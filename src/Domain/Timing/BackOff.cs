using Coffer.Contracts;

namespace Coffer.Domain.Timing;

/// <summary>
/// How long to wait after a failure. Pure: the jitter comes from a seed, so a thousand actors differ and one can be tested.
/// </summary>
public static class BackOff
{
    /// <summary>The longest wait but for Vault's own Retry-After.</summary>
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan CredentialCap = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LoginCap = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DenialFirst = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DenialCap = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan CooldownFirst = TimeSpan.FromSeconds(30);

    /// <summary>The wait after the <paramref name="count"/>-th failure in a row: doubled each time, within a quarter up or down.</summary>
    public static TimeSpan After(Failure failure, int count, uint seed)
    {
        var (first, cap) = failure.Kind switch
        {
            FailureKind.Unreachable or FailureKind.Timeout or FailureKind.CircuitOpen or FailureKind.Unavailable or FailureKind.Behind
                or FailureKind.Conflict => (1, 15),
            FailureKind.Sealed or FailureKind.Uninitialized or FailureKind.Tls => (2, 30),
            FailureKind.Throttled => (1, 60),
            _ => (2, 60),
        };
        var wait = Jittered(Doubled(TimeSpan.FromSeconds(first), TimeSpan.FromSeconds(cap), count), count, seed);
        return failure.RetryAfter is { } asked && asked > wait ? asked : wait;
    }

    /// <summary>
    /// The wait after the <paramref name="count"/>-th login in a row that failed. All consumers share the one try, so it can be made soon:
    /// nobody tells when a ServiceAccount, a Secret or a role that was missing has been put there.
    /// </summary>
    public static TimeSpan OfLogin(Failure failure, int count, uint seed)
    {
        var longest = failure.Kind is FailureKind.NotFound or FailureKind.Misconfigured ? CredentialCap : LoginCap;
        var wait = After(failure, count, seed);
        return wait <= longest || failure.RetryAfter > longest ? wait : Jittered(longest, count, seed, longest);
    }

    /// <summary>How long a path stays denied: 10 s to 15 min.</summary>
    public static TimeSpan Denied(int count, uint seed) => Jittered(Doubled(DenialFirst, DenialCap, count), count, seed, atMost: DenialCap);

    /// <summary>How long no login is made because of a refusal: 30 s, doubled up to 15 min as long as the policies stay the same.</summary>
    public static TimeSpan Cooldown(TimeSpan last) =>
        last == TimeSpan.Zero ? CooldownFirst : last * 2 < DenialCap ? last * 2 : DenialCap;

    /// <summary>How long to spread so many dependents over: 2 ms each, 0.2 to 30 s in all.</summary>
    public static TimeSpan SpreadFor(int dependents) => TimeSpan.FromMilliseconds(Math.Clamp(dependents * 2L, 200, 30_000));

    /// <summary>A share of a time, from 0 to all of it, the same for the same seed.</summary>
    public static TimeSpan Share(TimeSpan whole, uint seed) => whole * (Mix(seed) / (double)uint.MaxValue);

    /// <summary>A seed that is the same on every silo.</summary>
    public static uint Seed(string key)
    {
        var hash = 2166136261u;
        foreach (var letter in key)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return hash;
    }

    private static TimeSpan Doubled(TimeSpan first, TimeSpan cap, int count)
    {
        var wait = first * Math.Pow(2, Math.Clamp(count - 1, 0, 20));
        return wait < cap ? wait : cap;
    }

    private static TimeSpan Jittered(TimeSpan wait, int count, uint seed, TimeSpan? atMost = null)
    {
        var factor = 0.75 + 0.5 * Mix(seed ^ unchecked((uint)count * 2654435761u)) / uint.MaxValue;
        var result = wait * factor;
        var cap = atMost ?? Cap;
        return result < cap ? result : cap;
    }

    private static uint Mix(uint x)
    {
        x ^= x >> 16;
        x *= 0x7feb352du;
        x ^= x >> 15;
        x *= 0x846ca68bu;
        return x ^ (x >> 16);
    }
}
