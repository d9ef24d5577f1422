using System.Collections.Immutable;
using System.Globalization;

namespace Coffer.Embedded.Vault.Core;

/// <summary>The rate limits of a server; the most specific one that covers a path counts.</summary>
internal sealed class Quotas(VaultFlavour flavour, NanoClock clock)
{
    private ImmutableArray<RateLimit> _limits = [];

    /// <summary>Whether answers carry X-Ratelimit-* and, when refused, Retry-After.</summary>
    public bool Headers { get; set; }

    public IEnumerable<string> Names => _limits.Select(l => l.Name).Order(StringComparer.Ordinal);

    public RateLimit? Find(string name) => _limits.FirstOrDefault(l => l.Name == name);

    public void Set(RateLimit limit) => ImmutableInterlocked.Update(
        ref _limits,
        all => all.RemoveAll(l => l.Name == limit.Name).Add(limit).Sort((a, b) => b.Path.Length.CompareTo(a.Path.Length)));

    public void Remove(string name) => ImmutableInterlocked.Update(ref _limits, all => all.RemoveAll(l => l.Name == name));

    /// <summary>The refusal of a request over its limit, or null; the headers go on every answer when they are switched on.</summary>
    public VaultAnswer? Check(string fullPath, string path, out IReadOnlyDictionary<string, string>? headers)
    {
        headers = null;
        if (_limits.IsEmpty || _limits.FirstOrDefault(l => l.Covers(fullPath)) is not { } limit)
        {
            return null;
        }

        var (allowed, remaining, reset) = limit.Take(clock.Now);
        headers = Headers ? Describe(limit, allowed, remaining, reset) : null;
        return allowed ? null : VaultAnswer.Error(429, $"request path \"{path}\": rate limit quota exceeded");
    }

    /// <summary>OpenBao counts whole seconds, so that of a quota per second it says 0.</summary>
    private Dictionary<string, string> Describe(RateLimit limit, bool allowed, long remaining, TimeSpan reset)
    {
        var whole = flavour == VaultFlavour.OpenBao ? Math.Floor(reset.TotalSeconds) : Math.Ceiling(reset.TotalSeconds);
        var seconds = ((long)whole).ToString(CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>
        {
            ["X-Ratelimit-Limit"] = ((long)limit.Rate).ToString(CultureInfo.InvariantCulture),
            ["X-Ratelimit-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture),
            ["X-Ratelimit-Reset"] = seconds,
        };
        if (!allowed)
        {
            headers["Retry-After"] = seconds;
        }

        return headers;
    }
}
