using System.Net;
using System.Security.Cryptography.X509Certificates;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Pki;

/// <summary>The names that a request asks for, held against its role in Vault's order and words.</summary>
internal sealed record PkiNames(string CommonName, string[] Dns, string[] Ips, string[] Uris, string[] Others, string[] UserIds)
{
    private const string NoCn = "the common_name field is required, or must be provided in a CSR with \"use_csr_common_name\" set to true, "
        + "unless \"require_cn\" is set to false";

    public static PkiNames Of(VaultRequest request)
    {
        var (cn, alt) = (request.Text("common_name") ?? "", request.Texts("alt_names") ?? []);
        var isLeftOut = request.Flag("exclude_cn_from_sans");
        return new PkiNames(
            cn, [.. (cn.Length > 0 && !isLeftOut ? [cn] : Array.Empty<string>()).Concat(alt).Distinct()], request.Texts("ip_sans") ?? [],
            request.Texts("uri_sans") ?? [], request.Texts("other_sans") ?? [], request.Texts("user_ids") ?? []);
    }

    /// <summary>Why the role does not allow them; null when it does.</summary>
    public string? Fault(PkiRole role) =>
        CommonName.Length == 0 && role.RequireCn ? NoCn
        : CommonName.Length > 0 && !Allows(role, CommonName) ? $"common name {CommonName} not allowed by this role"
        : Dns.FirstOrDefault(name => !Allows(role, name)) is { } alt ? $"subject alternate name {alt} not allowed by this role"
        : Ips.FirstOrDefault(ip => !IPAddress.TryParse(ip, out _)) is { } bad ? $"the value \"{bad}\" is not a valid IP address"
        : Ips.Length > 0 && !role.AllowIpSans
            ? "IP Subject Alternative Names are not allowed in this role, but were provided via the API"
        : Uris.Length > 0 && role.AllowedUriSans.Length == 0
            ? "URI Subject Alternative Names are not allowed in this role, but were provided via the API"
        : Uris.Any(uri => !role.AllowedUriSans.Any(allowed => Globs(allowed, uri)))
            ? "URI Subject Alternative Names were provided via the API which are not valid for this role"
        : Others.FirstOrDefault(other => !other.Contains(';', StringComparison.Ordinal)) is { } malformed
            ? $"could not parse requested other SAN: expected a semicolon in other SAN \"{malformed}\""
        : Others.FirstOrDefault(other => role.AllowedOtherSans is not ["*"]) is { } forbidden
            ? $"other SAN OID {forbidden.Split(';')[0]} not allowed by this role"
        : UserIds.FirstOrDefault(id => !role.AllowedUserIds.Any(allowed => Globs(allowed, id))) is { } user
            ? $"user_id {user} is not allowed by this role"
        : null;

    /// <summary>Null for none: then the certificate has no such extension at all.</summary>
    public X509Extension? Alternatives()
    {
        if (Dns.Length + Ips.Length + Uris.Length == 0)
        {
            return null;
        }

        var names = new SubjectAlternativeNameBuilder();
        Array.ForEach(Dns, names.AddDnsName);
        Array.ForEach(Ips, ip => names.AddIpAddress(IPAddress.Parse(ip)));
        Array.ForEach(Uris, uri => names.AddUri(new Uri(uri)));
        return names.Build();
    }

    public X500DistinguishedName Subject()
    {
        var name = new X500DistinguishedNameBuilder();
        Array.ForEach(UserIds, id => name.Add("0.9.2342.19200300.100.1.1", id));
        if (CommonName.Length > 0)
        {
            name.AddCommonName(CommonName);
        }

        return name.Build();
    }

    private static bool Allows(PkiRole role, string name) => role.AllowAnyName
        || role.AllowLocalhost && name == "localhost"
        || role.AllowedDomains.Any(domain =>
            role.AllowBareDomains && name == domain
            || role.AllowSubdomains && name.EndsWith($".{domain}", StringComparison.Ordinal)
            || role.AllowGlobDomains && Globs(domain, name));

    private static bool Globs(string pattern, string text)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return pattern == text;
        }

        var at = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0 || at == 0 && found != 0 && parts[0].Length > 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return parts[^1].Length == 0 || text.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
