using System.Globalization;
using System.Text.Json;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Pki;

/// <summary>How long a certificate lives: <c>ttl</c> or <c>not_after</c>, role, mount and the issuer's own end, in Vault's words.</summary>
internal sealed class PkiLife(VaultCore core, Mount mount)
{
    public DateTimeOffset End { get; private set; }

    public List<string> Warnings { get; } = [];

    private bool IsBao => core.Flavour == VaultFlavour.OpenBao;

    /// <summary>What the framework says of a value that it can't convert, before anything else is looked at; null for nothing.</summary>
    public static string? FieldFault(VaultRequest request)
    {
        if (request.Find("alt_names").ValueKind == JsonValueKind.Array)
        {
            return "Field validation failed: error converting input for field \"alt_names\": '' expected type 'string', got unconvertible "
                + "type '[]interface {}'";
        }

        if (request.Text("ttl") is not { Length: > 0 } ttl)
        {
            return null;
        }

        const string field = "Field validation failed: error converting input for field \"ttl\": ";
        return !GoDuration.TryParse(ttl, out var span) ? $"{field}time: invalid duration \"{ttl}\""
            : span < TimeSpan.Zero ? $"{field}cannot provide negative value '{(long)span.TotalSeconds}'"
            : null;
    }

    /// <summary>Why there can be no such end; null when <see cref="End"/> is one.</summary>
    public string? Fault(VaultRequest request, PkiRole role, PkiIssuer issuer)
    {
        var now = core.Clock.Now;
        var fault = request.Text("not_after") is { } text && (text.Length > 0 || IsBao)
            ? Fixed(text, request.Text("ttl") is { Length: > 0 }, role, now)
            : Relative(request.Text("ttl") is { Length: > 0 } ? request.Duration("ttl") : null, role, now);
        if (fault is not null || End <= issuer.NotAfter || issuer.LeafNotAfter == "permit")
        {
            return fault;
        }

        if (issuer.LeafNotAfter == "truncate")
        {
            End = issuer.NotAfter;
            return null;
        }

        return $"cannot satisfy request, as TTL would result in notAfter of {Instant.From(End)} that is beyond the expiration of the CA "
            + $"certificate at {Instant.From(issuer.NotAfter)}";
    }

    private string? Relative(TimeSpan? asked, PkiRole role, DateTimeOffset now)
    {
        var max = Max(role);
        var ttl = asked is { } given && given > TimeSpan.Zero ? given
            : role.Ttl > TimeSpan.Zero ? role.Ttl
            : mount.EffectiveDefaultTtl;
        if (ttl > max)
        {
            Capped(
                $"TTL \"{GoDuration.Format(ttl)}\" is longer than permitted maxTTL \"{GoDuration.Format(max)}\", so maxTTL is being used");
            ttl = max;
        }

        End = now + ttl;
        return null;
    }

    private string? Fixed(string text, bool hasTtl, PkiRole role, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
        {
            return $"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\" as \"2006\"";
        }

        if (hasTtl)
        {
            return "Either ttl or not_after should be provided. Both should not be provided in the same request.";
        }

        End = end;
        if (end <= now)
        {
            return IsBao
                ? $"The certificate's Not Before ({Instant.From(now - role.NotBefore)}) is later than the certificate's Not After ({text})"
                : "notAfter before notBefore";
        }

        var max = Max(role);
        if (end - now > max && !IsBao)
        {
            Capped($"not_after \"{text}\" results in a lifetime \"{GoDuration.Format(end - now)}\" which is longer than permitted maxTTL "
                + $"\"{GoDuration.Format(max)}\", so maxTTL is being used");
            End = now + max;
        }

        return null;
    }

    private TimeSpan Max(PkiRole role) =>
        role.MaxTtl > TimeSpan.Zero && role.MaxTtl < mount.EffectiveMaxTtl ? role.MaxTtl : mount.EffectiveMaxTtl;

    private void Capped(string warning)
    {
        Warnings.Add(warning);
        if (!IsBao)
        {
            Warnings.Add(warning);
        }
    }
}
