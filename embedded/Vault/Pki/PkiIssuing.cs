using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Pki;

/// <summary>Issues certificates with their keys.</summary>
internal sealed class PkiIssuing(VaultCore core, Mount mount, PkiStore store)
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    public static VaultAnswer NoIssuer(string why) =>
        VaultAnswer.Listed(500, $"could not fetch the CA certificate (was one set?): {why}");

    /// <param name="request">What is asked.</param>
    /// <param name="name">The role.</param>
    /// <param name="reference">The issuer; null for the role's.</param>
    public VaultAnswer Issue(VaultRequest request, string name, string? reference)
    {
        if (PkiLife.FieldFault(request) is { } unreadable)
        {
            return VaultAnswer.Error(400, unreadable);
        }

        if (!store.Roles.TryGetValue(name, out var role))
        {
            return VaultAnswer.Error(400, $"unknown role: {name}");
        }

        var format = request.Has("format") ? request.Text("format") ?? "" : "pem";
        if (format is not ("pem" or "der" or "pem_bundle"))
        {
            return VaultAnswer.Error(400, "the \"format\" path parameter must be \"pem\", \"der\", or \"pem_bundle\"");
        }

        var wanted = reference ?? role.IssuerRef;
        if (store.Find(wanted) is not { Key: { } key } issuer)
        {
            return NoIssuer(wanted == "default"
                ? "no default issuer currently configured"
                : $"unable to find PKI issuer for reference: {wanted}");
        }

        var (names, life) = (PkiNames.Of(request), new PkiLife(core, mount));
        if ((names.Fault(role) ?? life.Fault(request, role, issuer)) is { } fault)
        {
            return VaultAnswer.Error(400, fault);
        }

        return Make(request, role, names, life, issuer, key, format);
    }

    private VaultAnswer Make(
        VaultRequest request, PkiRole role, PkiNames names, PkiLife life, PkiIssuer issuer, PkiKey issuerKey, string format)
    {
        if (PkiKey.Make(role.KeyType, role.KeyBits) is not { } key)
        {
            return VaultAnswer.Error(400, $"unknown key type {role.KeyType}");
        }

        using (key)
        {
            using var made = Sign(role, names, life, issuer, issuerKey, key);
            var serial = PkiStore.Serial(made);
            if (!role.NoStore)
            {
                store.Certificates[serial] = new PkiEntry(made.ExportCertificatePem(), life.End);
            }

            return new VaultAnswer
            {
                Data = Http.GoJson.From(Data(request, made, key, issuer, format)),
                Warnings = life.Warnings.Count > 0 ? life.Warnings : null,
            };
        }
    }

    private X509Certificate2 Sign(PkiRole role, PkiNames names, PkiLife life, PkiIssuer issuer, PkiKey issuerKey, PkiKey key)
    {
        var request = key.Request(names.Subject());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyAgreement | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuth), new Oid(ClientAuth)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key.Public, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer.Certificate, true, false));
        if (names.Alternatives() is { } alternatives)
        {
            request.CertificateExtensions.Add(alternatives);
        }

        var serial = RandomNumberGenerator.GetBytes(20);
        serial[0] = (byte)(serial[0] & 0x7f | 0x01);
        return request.Create(
            issuer.Certificate.SubjectName, issuerKey.Generator(), core.Clock.Now - role.NotBefore, life.End, serial);
    }

    private JsonObject Data(VaultRequest request, X509Certificate2 made, PkiKey key, PkiIssuer issuer, string format)
    {
        var chain = store.Chain(issuer);
        var kept = request.Flag("remove_roots_from_chain") ? [.. chain.Where(each => !each.IsRoot)] : chain;
        var (own, pkcs8) = (key.Pem, request.Text("private_key_format") == "pkcs8");
        var isDer = format == "der";
        var pem = made.ExportCertificatePem();
        var data = new JsonObject
        {
            ["certificate"] = isDer ? Der(pem)
                : format == "pem_bundle" ? string.Join('\n', [own, pem, .. chain.Select(each => each.Pem)])
                : pem,
            ["expiration"] = new DateTimeOffset(made.NotAfter.ToUniversalTime(), TimeSpan.Zero).ToUnixTimeSeconds(),
            ["issuing_ca"] = isDer ? Der(issuer.Pem) : issuer.Pem,
            ["private_key"] = (pkcs8, isDer) switch
            {
                (true, true) => Der(key.Pkcs8Pem),
                (true, false) => key.Pkcs8Pem,
                (false, true) => Der(own),
                _ => own,
            },
            ["private_key_type"] = key.Type,
            ["serial_number"] = PkiStore.Serial(made),
        };
        if (kept.Count > 0)
        {
            data["ca_chain"] = new JsonArray([.. kept.Select(each => (JsonNode)(isDer ? Der(each.Pem) : each.Pem))]);
        }

        if (core.Flavour == VaultFlavour.OpenBao)
        {
            data["not_before"] = new DateTimeOffset(made.NotBefore.ToUniversalTime(), TimeSpan.Zero).ToUnixTimeSeconds();
        }
        else
        {
            data["authority_key_id"] = PkiStore.Serial(
                issuer.Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().First().SubjectKeyIdentifierBytes.Span);
        }

        return data;
    }

    private static string Der(string pem) => Convert.ToBase64String(Convert.FromBase64String(string.Concat(
        pem.Split('\n').Where(line => !line.StartsWith("-----", StringComparison.Ordinal)))));
}
