using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>auth/gcp, as HashiCorp's plug-in has it: roles of type iam. Words and their order are the plug-in's.</summary>
internal sealed class GcpBackend(VaultCore core, Func<Mount> mount) : IBackend, IDisposable
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(60);

    private readonly AuthRoles<GcpRole> _roles = new();
    private GcpGoogle _google = new(new Dictionary<string, string>());

    public bool IsOpen(string path) => path == "login";

    public bool? Exists(string path) => path.Split('/') is ["role", var name] ? _roles.Find(Name(name)) is not null : null;

    public void Dispose() => _google.Dispose();

    public ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken) =>
        (path.TrimEnd('/').Split('/'), request.Operation) switch
        {
            (["login"], VaultOperation.Update) => LoginAsync(request, cancellationToken),
            (["config"], VaultOperation.Read) => new(VaultAnswer.Ok(new JsonObject { ["custom_endpoint"] = Endpoints() })),
            (["config"], VaultOperation.Update) => new(Configure(request)),
            (["role" or "roles"], VaultOperation.List) => new(_roles.List()),
            (["role", var name], VaultOperation.Read) => new(_roles.Find(Name(name))?.Describe() ?? VaultAnswer.NotFound),
            (["role", var name], VaultOperation.Update) => new(Write(request, Name(name))),
            (["role", var name], VaultOperation.Delete) => new(_roles.Delete(Name(name))),
            (["login" or "config" or "role" or "roles"] or ["role", _], _) => new(VaultAnswer.UnsupportedOperation),
            _ => new(VaultAnswer.UnsupportedPath),
        };

    private static string Name(string name) => name.ToLowerInvariant();

    private JsonObject Endpoints() =>
        new([.. _google.Endpoints.Select(static endpoint => KeyValuePair.Create(endpoint.Key, (JsonNode?)endpoint.Value))]);

    private VaultAnswer Configure(VaultRequest request)
    {
        if (request.Map("custom_endpoint") is { } endpoints)
        {
            Interlocked.Exchange(ref _google, new GcpGoogle(endpoints)).Dispose();
        }

        return VaultAnswer.NoContent;
    }

    private VaultAnswer Write(VaultRequest request, string name)
    {
        var held = _roles.Find(name);
        var role = GcpRole.Read(request, held);
        if (held is not null && held.Type != role.Type)
        {
            return VaultAnswer.Error(400, "role type cannot be changed for an existing role");
        }

        if (role.Fault() is { } fault)
        {
            return VaultAnswer.Error(400, fault);
        }

        _roles.Set(name, role);
        return VaultAnswer.NoContent;
    }

    private async ValueTask<VaultAnswer> LoginAsync(VaultRequest request, CancellationToken cancellation)
    {
        if (Unknown(request) is { Length: > 0 } unknown)
        {
            return VaultAnswer.Error(422, $"unknown fields: [{string.Join(' ', unknown.Select(static field => $"\"{field}\""))}]");
        }

        if (request.Text("role") is not { Length: > 0 } name)
        {
            return VaultAnswer.Error(400, "role is required");
        }

        if (_roles.Find(Name(name)) is not { } role)
        {
            return VaultAnswer.Error(400, $"role \"{name}\" not found");
        }

        if (request.Text("jwt") is not { } text)
        {
            return VaultAnswer.Error(400, "jwt argument is required");
        }

        if (Jwt.TryParse(text) is not { } token)
        {
            return VaultAnswer.Error(
                400, "unable to parse signed JWT: go-jose/go-jose: compact JWS format must have three parts");
        }

        return await FaultAsync(token, role, name, cancellation) is { } fault
            ? VaultAnswer.Error(400, fault)
            : await AdmitAsync(request, name, role, token, cancellation);
    }

    private static string[] Unknown(VaultRequest request) => request.Body.ValueKind != JsonValueKind.Object ? [] :
    [
        .. request.Body.EnumerateObject().Select(static field => field.Name).Where(static field => field is not ("role" or "jwt"))
            .Order(StringComparer.Ordinal),
    ];

    private async Task<string?> FaultAsync(Jwt token, GcpRole role, string name, CancellationToken cancellation)
    {
        if (token.Subject is not { Length: > 0 } subject)
        {
            return "unable to get public key for signed JWT: expected 'sub' claim from JWT";
        }

        var (key, missing) = await _google.KeyAsync(token.KeyId ?? "", subject, cancellation);
        using (key)
        {
            return key is null
                ? $"unable to get public key for signed JWT: unable to get public key \"{token.KeyId}\" for JWT subject \"{subject}\": "
                    + missing
                : key.Verifies(token) ? ClaimsFault(token, role, name) : "go-jose/go-jose: error in cryptographic primitive";
        }
    }

    private string? ClaimsFault(Jwt token, GcpRole role, string name)
    {
        var left = token.Expires - core.Clock.Now;
        return left is null || left < -Tolerance ? "JWT is expired or does not have proper 'exp' claim"
            : left > LongestLife + Tolerance
                ? string.Create(CultureInfo.InvariantCulture, $"JWT must expire in 60 minutes, expires in {left.Value.TotalSeconds:0}s")
            : !token.Audiences.All(audience => audience.EndsWith($"vault/{name}", StringComparison.Ordinal))
                ? $"at least one of the JWT claim 'aud' must end in \"vault/{name}\""
            : left > role.MaxJwtExp
                ? $"role requires that service account JWTs expire within {(long)role.MaxJwtExp.TotalSeconds} seconds"
            : null;
    }

    private async Task<VaultAnswer> AdmitAsync(
        VaultRequest request, string name, GcpRole role, Jwt token, CancellationToken cancellation)
    {
        var (account, fault) = await _google.AccountAsync(token.Subject!, cancellation);
        return account is null ? VaultAnswer.Error(500, fault)
            : role.Objection(account) is { } objection ? VaultAnswer.Error(400, objection)
            : core.Issuer.Login(
                request,
                mount(),
                new LoginRole(name, () => _roles.Find(Name(name))?.Token),
                role.Token,
                $"gcp-{account.Email}",
                new Dictionary<string, string>
                {
                    ["project_id"] = account.Project,
                    ["role"] = name,
                    ["service_account_email"] = account.Email,
                    ["service_account_id"] = account.Id,
                });
    }
}
