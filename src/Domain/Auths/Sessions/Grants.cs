using System.Collections.Immutable;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>When a token is renewed, replaced and no longer used, judged by the duration that Vault returned.</summary>
public static class Grants
{
    private const double RenewShare = 2.0 / 3;
    private const double ReplaceShare = 0.8;
    private static readonly TimeSpan MaxMargin = TimeSpan.FromSeconds(30);

    /// <summary>The grant of a new login.</summary>
    public static Grant Issue(long version, DateTimeOffset now, TimeSpan duration, bool renewable, IEnumerable<string> policies)
    {
        var sorted = policies.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        return Until(new Grant(version, now, default, default, default, Care.None, sorted), now, duration, renewable);
    }

    /// <summary>
    /// The grant after a renewal. One that brought no more life (max TTL is near) or is the last leads to a new login
    /// while the token still lives.
    /// </summary>
    public static Grant Extend(Grant grant, DateTimeOffset now, TimeSpan duration, bool renewable)
    {
        var extended = Until(grant, now, duration, renewable);
        var gained = extended.ExpiresAt - grant.ExpiresAt;
        return extended.Care == Care.Renew && gained < (extended.ExpiresAt - now) * 0.1
            ? extended with { CareAt = now, Care = Care.Replace }
            : extended;
    }

    private static Grant Until(Grant grant, DateTimeOffset now, TimeSpan duration, bool renewable)
    {
        if (duration <= TimeSpan.Zero)
        {
            return grant with
            {
                ExpiresAt = DateTimeOffset.MaxValue,
                UsableUntil = DateTimeOffset.MaxValue,
                CareAt = DateTimeOffset.MaxValue,
                Care = Care.None,
            };
        }

        var margin = duration * 0.1 < MaxMargin ? duration * 0.1 : MaxMargin;
        return grant with
        {
            ExpiresAt = now + duration,
            UsableUntil = now + duration - margin,
            CareAt = now + duration * (renewable ? RenewShare : ReplaceShare),
            Care = renewable ? Care.Renew : Care.Replace,
        };
    }
}
