using System.Globalization;
using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Sources.Certificates;

/// <summary>Words for what only a PKI engine can have wrong. Vault's own words come first; the remedy follows.</summary>
public static class CertificateProblems
{
    private const double Soon = 1.0 / 3;

    private static readonly (string Words, Func<VaultPKISecretSpec, SourceRequest, string> Remedy)[] Known =
    [
        ("unknown role:", static (spec, request) =>
            $"create the role (vault write {request.Mount}/roles/{ShortText.Name(spec.Role)} ...), or correct spec.role or spec.mount"),
        ("no default issuer currently configured", static (_, request) =>
            $"give the mount a CA (vault write {request.Mount}/root/generate/internal ..., or import one), or correct spec.mount"),
        ("unable to find PKI issuer for reference", static (spec, request) =>
            $"correct spec.issuerRef ('{ShortText.Name(spec.IssuerRef)}'), or the role's issuer_ref: vault list {request.Mount}/issuers"),
        ("beyond the expiration of the CA certificate", static (_, request) =>
            $"ask for a shorter life (spec.ttl or spec.notAfter; without either the role's ttl counts), renew the CA of mount "
                + $"'{request.Mount}', or have it cut certificates off at its own end (leaf_not_after_behavior=truncate)"),
        ("not allowed by this role", static (spec, request) => Names(spec, request)),
        ("not allowed in this role", static (spec, request) => Names(spec, request)),
        ("not valid for this role", static (spec, request) => Names(spec, request)),
        ("the common_name field is required", static (_, _) =>
            "set spec.commonName, or have the role do without (require_cn=false)"),
        ("is not a valid IP address", static (_, _) => "correct spec.ipSans"),
        ("could not parse requested other SAN", static (_, _) => "write entries of spec.otherSans as OID;type:value"),
        ("the \"format\" path parameter must be", static (_, _) => "correct spec.format"),
        ("for field \"ttl\"", static (_, _) => "correct spec.ttl, e.g. 24h"),
        ("parsing time", static (_, _) => "write spec.notAfter as YYYY-MM-ddTHH:MM:SSZ"),
        ("notAfter before notBefore", static (_, _) => "spec.notAfter is in the past: set a later one, or spec.ttl"),
        ("is later than the certificate's Not After", static (_, _) => "spec.notAfter is in the past: set a later one, or spec.ttl"),
    ];

    /// <summary>Vault issued nothing.</summary>
    public static Problem Refused(VaultPKISecretSpec spec, SourceRequest request, Failure told, string? mountType)
    {
        // Vault tells to the nanosecond what a certificate's end would be: each try would be another problem.
        var failure = told with { Message = ToDays(told.Message) };
        return mountType is not null && mountType != "pki" ? NoEngine(request, $"mount '{request.Mount}' is of type {mountType}")
            : Remedy(spec, request, failure) is { } remedy ? Problems.Read($"{Words(failure)}: {remedy}. {Problems.AtOnce}")
            : failure.Kind == FailureKind.Forbidden
                ? Problems.Read($"{Words(failure)}. To issue, the policy needs: path \"{request.Path}\" "
                    + $"{{ capabilities = [\"update\"] }}. {Problems.AtOnce}")
            : Problems.Read(failure);
    }

    /// <summary>What answers is no PKI engine.</summary>
    public static Problem NoEngine(SourceRequest request, string why) => Problems.Read(
        $"{request.Path}: {why}, so no pki engine is mounted there: correct spec.mount (vault secrets list). {Problems.AtOnce}");

    /// <summary>What was issued can't be used.</summary>
    public static Problem Unreadable(SourceRequest request, string why) => new(
        "SecretDataBuilderError",
        $"{request.Path}: the answer was not made into a Secret: {why}. The last good Secret, if any, is kept");

    /// <summary>
    /// The problem and what it puts at stake; louder as the end comes nearer. The words change with the stage alone, so that each stage is
    /// told once.
    /// </summary>
    public static Problem AtStake(Problem problem, CertificateFacts certificate, DateTimeOffset renewAt, DateTimeOffset now)
    {
        if (now < renewAt)
        {
            return problem;
        }

        var (end, due) = (Time(certificate.NotAfter), Time(renewAt));
        var stake = now >= certificate.NotAfter ? $"THE CERTIFICATE IN THE SECRET HAS EXPIRED at {end}"
            : certificate.NotAfter - now < (certificate.NotAfter - renewAt) * Soon ? $"The certificate in the Secret expires SOON, at {end}"
            : $"The certificate in the Secret is good until {end}";
        return problem with { Message = $"{stake}; its renewal was due at {due}. {problem.Message}" };
    }

    /// <summary>The certificate bears a lease, and Vault revokes the leases of a token together with it.</summary>
    public static IEnumerable<string> OfLease(VaultPKISecretSpec spec, bool hasLease) => hasLease
        ? [$"the certificate bears a lease, so Vault revokes it when the token ends that it was issued with: write generate_lease=false to "
            + $"role {spec.Role} of {spec.Mount}"]
        : [];

    /// <summary>The authority ends before the next certificate would, or with this one.</summary>
    public static IEnumerable<string> OfAuthority(DateTimeOffset authorityEnd, CertificateFacts certificate)
    {
        var life = certificate.NotAfter - certificate.NotBefore;
        return authorityEnd <= certificate.NotAfter
                ? [$"the certificate ends at {Time(certificate.NotAfter)} because its CA ends at {Time(authorityEnd)}: renew the CA"]
            : authorityEnd - certificate.NotAfter < life
                ? [$"the CA ends at {Time(authorityEnd)} and the certificate at {Time(certificate.NotAfter)}: the next one of the same "
                    + "life may be refused or cut off; renew the CA"]
            : [];
    }

    /// <summary>A text whose RFC 3339 times are cut down to their days.</summary>
    private static string ToDays(string text)
    {
        const string pattern = "dddd-dd-ddTdd:dd:dd";
        var days = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!Matches(text.AsSpan(i), pattern))
            {
                days.Append(text[i]);
                continue;
            }

            days.Append(text, i, "dddd-dd-dd".Length);
            i += pattern.Length;
            while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.'))
            {
                i++;
            }

            i -= i < text.Length && text[i] == 'Z' ? 0 : 1;
        }

        return days.ToString();
    }

    private static bool Matches(ReadOnlySpan<char> text, string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (i >= text.Length || (pattern[i] == 'd' ? !char.IsAsciiDigit(text[i]) : text[i] != pattern[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Remedy(VaultPKISecretSpec spec, SourceRequest request, Failure failure) =>
        Array.Find(Known, known => failure.Message.Contains(known.Words, StringComparison.Ordinal)).Remedy?.Invoke(spec, request);

    private static string Words(Failure failure) => failure.Message.TrimEnd('.', '\n', ' ');

    private static string Names(VaultPKISecretSpec spec, SourceRequest request) =>
        $"have role '{ShortText.Name(spec.Role)}' of mount '{request.Mount}' allow it (vault read {request.Mount}/roles/"
            + $"{ShortText.Name(spec.Role)}: allowed_domains, allow_subdomains, allow_bare_domains, ...), or correct the names in the spec";

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
