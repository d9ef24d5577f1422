using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Tokens;

/// <summary>How long a token may live, by Vault's order of rules: period, increment, role, mount; capped by all maxima.</summary>
internal static class TtlRules
{
    public static (TimeSpan Ttl, IReadOnlyList<string>? Warnings) Calculate(
        Mount mount, TokenSettings role, TimeSpan increment, DateTimeOffset start, DateTimeOffset now)
    {
        var max = Least(mount.EffectiveMaxTtl, role.MaxTtl, role.ExplicitMaxTtl);
        var warnings = new List<string>();
        DateTimeOffset? end;
        TimeSpan ttl;
        if (role.Period > TimeSpan.Zero)
        {
            ttl = role.Period;
            if (ttl > max)
            {
                warnings.Add($"period of \"{GoDuration.Short(ttl)}\" exceeded the effective max_ttl of \"{GoDuration.Short(max)}\"; "
                    + "period value is capped accordingly");
                ttl = max;
            }

            end = role.ExplicitMaxTtl > TimeSpan.Zero ? start + role.ExplicitMaxTtl : null;
        }
        else
        {
            ttl = increment > TimeSpan.Zero ? increment : role.Ttl > TimeSpan.Zero ? role.Ttl : mount.EffectiveDefaultTtl;
            end = start + max;
        }

        if (end is { } limit && limit - now < ttl)
        {
            var left = TimeSpan.FromSeconds(Math.Ceiling((limit - now).TotalSeconds));
            warnings.Add($"TTL of \"{GoDuration.Short(ttl)}\" exceeded the effective max_ttl of \"{GoDuration.Short(left)}\"; "
                + "TTL value is capped accordingly");
            ttl = left;
        }

        return (ttl, warnings.Count == 0 ? null : warnings);
    }

    private static TimeSpan Least(TimeSpan max, params ReadOnlySpan<TimeSpan> others)
    {
        foreach (var other in others)
        {
            max = other > TimeSpan.Zero && other < max ? other : max;
        }

        return max;
    }
}
