using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Pki;

/// <summary>Roots and intermediates: made, signed and imported.</summary>
internal sealed class PkiAuthority(VaultCore core, Mount mount, PkiStore store)
{
    private const string NoUrls = "This mount hasn't configured any authority information access (AIA) fields; this may make it harder for "
        + "systems to find missing certificates in the chain or to validate revocation status of certificates.";

    public VaultAnswer Root(VaultRequest request)
    {
        if (PkiKey.Make(request.Text("key_type") ?? "rsa", request.Integer("key_bits") ?? 0) is not { } key)
        {
            return VaultAnswer.Error(400, $"unknown key type: {request.Text("key_type")}");
        }

        var now = core.Clock.Now;
        var asked = request.Duration("ttl") is { } ttl && ttl > TimeSpan.Zero ? ttl : mount.EffectiveDefaultTtl;
        var life = asked < mount.EffectiveMaxTtl ? asked : mount.EffectiveMaxTtl;
        var wanted = Wanted(key.Request(Subject(request)), key.Public);
        using var made = wanted.Create(
            wanted.SubjectName, key.Generator(), now.AddSeconds(-30), now + life, RandomNumberGenerator.GetBytes(19));
        var issuer = new PkiIssuer(X509CertificateLoader.LoadCertificate(made.RawData), key) { Name = request.Text("issuer_name") ?? "" };
        store.Add(issuer);
        return VaultAnswer.Ok(new JsonObject
        {
            ["certificate"] = issuer.Pem,
            ["expiration"] = issuer.NotAfter.ToUnixTimeSeconds(),
            ["issuer_id"] = issuer.Id,
            ["issuer_name"] = issuer.Name,
            ["issuing_ca"] = issuer.Pem,
            ["key_id"] = issuer.KeyId,
            ["key_name"] = "",
            ["serial_number"] = PkiStore.Serial(issuer.Certificate),
        }) with
        { Warnings = [NoUrls] };
    }

    public VaultAnswer Csr(VaultRequest request)
    {
        if (PkiKey.Make(request.Text("key_type") ?? "rsa", request.Integer("key_bits") ?? 0) is not { } key)
        {
            return VaultAnswer.Error(400, $"unknown key type: {request.Text("key_type")}");
        }

        store.Waiting.Add(key);
        return VaultAnswer.Ok(new JsonObject
        {
            ["csr"] = key.Request(Subject(request)).CreateSigningRequestPem(),
            ["key_id"] = Guid.NewGuid().ToString(),
        });
    }

    public VaultAnswer SignIntermediate(VaultRequest request)
    {
        if (request.Text("csr") is not { Length: > 0 } csr)
        {
            return VaultAnswer.Error(400, "\"csr\" is empty");
        }

        if (store.Find("default") is not { } root)
        {
            return PkiIssuing.NoIssuer("no default issuer currently configured");
        }

        CertificateRequest asked;
        try
        {
            asked = CertificateRequest.LoadSigningRequestPem(csr, HashAlgorithmName.SHA256);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return VaultAnswer.Error(400, "csr contains no data");
        }

        var now = core.Clock.Now;
        var end = now + (request.Duration("ttl") is { } ttl && ttl > TimeSpan.Zero ? ttl : mount.EffectiveDefaultTtl);
        end = end < root.NotAfter ? end : root.NotAfter;
        var wanted = Wanted(new CertificateRequest(Subject(request), asked.PublicKey, HashAlgorithmName.SHA256), asked.PublicKey);
        wanted.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root.Certificate, true, false));
        using var made = wanted.Create(
            root.Certificate.SubjectName, root.Key!.Generator(), now.AddSeconds(-30), end, RandomNumberGenerator.GetBytes(19));
        var pem = made.ExportCertificatePem();
        return VaultAnswer.Ok(new JsonObject
        {
            ["ca_chain"] = new JsonArray([.. store.Chain(root).Select(each => (JsonNode)each.Pem)]),
            ["certificate"] = request.Text("format") == "pem_bundle" ? $"{pem}\n{root.Pem}" : pem,
            ["expiration"] = end.ToUnixTimeSeconds(),
            ["issuing_ca"] = root.Pem,
            ["serial_number"] = PkiStore.Serial(made),
        });
    }

    public VaultAnswer SetSigned(VaultRequest request)
    {
        var imported = new X509Certificate2Collection();
        try
        {
            imported.ImportFromPem(request.Text("certificate") ?? "");
        }
        catch (CryptographicException)
        {
            return VaultAnswer.Error(400, "no data found in PEM block");
        }

        var mapping = new JsonObject();
        foreach (var certificate in imported)
        {
            var issuer = new PkiIssuer(certificate, store.Waiting.FirstOrDefault(key => key.Fits(certificate)));
            store.Add(issuer);
            mapping[issuer.Id] = issuer.KeyId;
        }

        return VaultAnswer.Ok(new JsonObject
        {
            ["existing_issuers"] = null,
            ["existing_keys"] = null,
            ["imported_issuers"] = new JsonArray([.. mapping.Select(each => (JsonNode)each.Key)]),
            ["imported_keys"] = null,
            ["mapping"] = mapping,
        });
    }

    private static X500DistinguishedName Subject(VaultRequest request) =>
        new PkiNames(request.Text("common_name") ?? "", [], [], [], [], []).Subject();

    private static CertificateRequest Wanted(CertificateRequest request, PublicKey key)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key, false));
        return request;
    }
}
