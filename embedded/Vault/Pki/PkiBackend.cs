using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Pki;

/// <summary>The pki engine: a certificate authority that makes real X.509.</summary>
internal sealed class PkiBackend : IBackend, IDisposable
{
    private readonly VaultCore _core;
    private readonly PkiStore _store = new();
    private readonly PkiIssuing _issuing;
    private readonly PkiAuthority _authority;

    public PkiBackend(VaultCore core, string path, string description)
    {
        _core = core;
        Mount = new Mount(path, "pki", this, null, description);
        (_issuing, _authority) = (new PkiIssuing(core, Mount, _store), new PkiAuthority(core, Mount, _store));
    }

    public Mount Mount { get; }

    public bool IsOpen(string path) => path.StartsWith("cert/", StringComparison.Ordinal);

    public bool? Exists(string path) => path.Split('/') is ["roles", var name] ? _store.Roles.ContainsKey(name) : null;

    public ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken) =>
        ValueTask.FromResult((path.Trim('/').Split('/'), request.Operation) switch
        {
            (["issue", var role], VaultOperation.Update) => _issuing.Issue(request, role, reference: null),
            (["issuer", var issuer, "issue", var role], VaultOperation.Update) => _issuing.Issue(request, role, issuer),
            (["issue", _] or ["issuer", _, "issue", _], _) => VaultAnswer.UnsupportedOperation,
            (["issuer", var issuer], VaultOperation.Update) => Adjust(request, issuer),
            (["roles"], VaultOperation.List) => VaultAnswer.Keys(_store.Roles.Keys.Order(StringComparer.Ordinal)),
            (["roles", var role], VaultOperation.Update) => Write(request, role),
            (["roles", var role], VaultOperation.Read) =>
                _store.Roles.TryGetValue(role, out var found) ? VaultAnswer.Ok(found.Describe()) : VaultAnswer.NotFound,
            (["roles", var role], VaultOperation.Delete) => Remove(role),
            (["root", "generate", "internal"], VaultOperation.Update) => _authority.Root(request),
            (["intermediate", "generate", "internal"], VaultOperation.Update) => _authority.Csr(request),
            (["root", "sign-intermediate"], VaultOperation.Update) => _authority.SignIntermediate(request),
            (["intermediate", "set-signed"], VaultOperation.Update) => _authority.SetSigned(request),
            (["revoke"], VaultOperation.Update) => Revoke(request),
            (["cert", var serial], VaultOperation.Read) => Read(serial),
            (["certs"], VaultOperation.List) => VaultAnswer.Keys(_store.Certificates.Keys.Order(StringComparer.Ordinal)),
            (["config", _], VaultOperation.Update) => VaultAnswer.NoContent,
            _ => VaultAnswer.UnsupportedPath,
        });

    public void Dispose() => _store.Dispose();

    private VaultAnswer Write(VaultRequest request, string name)
    {
        var role = _store.Roles.GetValueOrDefault(name, new PkiRole()).With(request);
        _store.Roles[name] = role;
        return VaultAnswer.Ok(role.Describe());
    }

    private VaultAnswer Remove(string name)
    {
        _store.Roles.TryRemove(name, out _);
        return VaultAnswer.NoContent;
    }

    private VaultAnswer Adjust(VaultRequest request, string reference)
    {
        if (_store.Find(reference) is not { } issuer)
        {
            return VaultAnswer.Listed(500, $"unable to find PKI issuer for reference: {reference}");
        }

        issuer.LeafNotAfter = request.Text("leaf_not_after_behavior") ?? issuer.LeafNotAfter;
        issuer.Name = request.Text("issuer_name") ?? issuer.Name;
        return VaultAnswer.Ok(new JsonObject
        {
            ["issuer_id"] = issuer.Id,
            ["issuer_name"] = issuer.Name,
            ["leaf_not_after_behavior"] = issuer.LeafNotAfter,
        });
    }

    private VaultAnswer Read(string serial) => _store.Certificates.TryGetValue(serial.Replace('-', ':'), out var entry)
        ? VaultAnswer.Ok(new JsonObject
        {
            ["certificate"] = entry.Pem,
            ["revocation_time"] = entry.Revoked?.ToUnixTimeSeconds() ?? 0,
            ["revocation_time_rfc3339"] = entry.Revoked is { } at ? Instant.From(at).ToString() : "",
        })
        : VaultAnswer.NotFound;

    private VaultAnswer Revoke(VaultRequest request)
    {
        if (!request.Has("serial_number") && !request.Has("certificate"))
        {
            return VaultAnswer.Error(400, "The serial number or certificate to revoke must be provided.");
        }

        if ((request.Text("certificate") is { Length: > 0 } pem ? SerialOf(pem) : request.Text("serial_number")) is not
            { Length: > 0 } serial)
        {
            return VaultAnswer.Error(400, "The serial number must be provided");
        }

        serial = serial.Replace('-', ':').ToLower(CultureInfo.InvariantCulture);
        if (!_store.Certificates.TryGetValue(serial, out var entry))
        {
            return VaultAnswer.Error(400, $"certificate with serial {serial} not found.");
        }

        if (entry.Revoked is null && entry.NotAfter <= _core.Clock.Now)
        {
            var hint = _core.Flavour == VaultFlavour.OpenBao
                ? ". Enable 'AllowExpiredCertRevocation' to allow revoking expired certificates."
                : "";
            return new VaultAnswer { Warnings = [$"certificate with serial {serial} already expired; refusing to add to CRL{hint}"] };
        }

        var revoked = entry.Revoked ??= _core.Clock.Now;
        return VaultAnswer.Ok(new JsonObject
        {
            ["revocation_time"] = revoked.ToUnixTimeSeconds(),
            ["revocation_time_rfc3339"] = Instant.From(revoked).ToString(),
            ["state"] = "revoked",
        });
    }

    private static string? SerialOf(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return PkiStore.Serial(certificate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
