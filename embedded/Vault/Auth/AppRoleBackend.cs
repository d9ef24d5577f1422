using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>auth/approle.</summary>
internal sealed class AppRoleBackend(VaultCore core, Func<Mount> mount) : IBackend
{
    private const int MaxSecretId = 4096;

    private readonly AuthRoles<AppRole> _roles = new();
    private readonly Lock _gate = new();
    private readonly UserLockout _lockout = new(core.Clock.Provider);

    public bool IsOpen(string path) => path == "login";

    public bool? Exists(string path) => path.Split('/') is ["role", var name] ? _roles.Find(Name(name)) is not null : null;

    public ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken) =>
        ValueTask.FromResult((path.TrimEnd('/').Split('/'), request.Operation) switch
        {
            (["login"], VaultOperation.Update) => Login(request),
            (["role"], VaultOperation.List) => _roles.List(),
            (["role", var name], VaultOperation.Update) => Write(request, Name(name)),
            (["role", var name], VaultOperation.Delete) => _roles.Delete(Name(name)),
            (["role", var name, ..], _) when _roles.Find(Name(name)) is null => Missing(request, name),
            (["role", var name], VaultOperation.Read) => Describe(_roles.Find(Name(name))!),
            (["role", var name, "role-id"], VaultOperation.Read) => RoleId(_roles.Find(Name(name))!),
            (["role", var name, "role-id"], VaultOperation.Update) => SetRoleId(request, _roles.Find(Name(name))!),
            (["role", var name, "secret-id"], VaultOperation.Update) => NewSecret(_roles.Find(Name(name))!),
            (["role", var name, "secret-id"], VaultOperation.List) =>
                VaultAnswer.Keys(_roles.Find(Name(name))!.Secrets.Values.Select(s => s.Accessor)),
            (["role", var name, "secret-id", "destroy"], VaultOperation.Update or VaultOperation.Delete) =>
                DestroySecret(request, _roles.Find(Name(name))!),
            (["login"] or ["role", _, "role-id" or "secret-id"] or ["role", _] or ["role"], _) => VaultAnswer.UnsupportedOperation,
            _ => VaultAnswer.UnsupportedPath,
        });

    private static string Name(string name) => name.ToLowerInvariant();

    private static VaultAnswer Missing(VaultRequest request, string name) => request.Operation == VaultOperation.Read
        ? VaultAnswer.NotFound
        : VaultAnswer.Error(400, $"role \"{name}\" does not exist");

    private VaultAnswer Write(VaultRequest request, string name)
    {
        var role = _roles.Find(name) ?? new AppRole();
        var settings = TokenSettings.Read(request, role.Token);
        if (settings.Fault() is { } fault)
        {
            return VaultAnswer.Error(400, fault);
        }

        role.Token = settings;
        role.BindSecretId = request.Flag("bind_secret_id", role.BindSecretId);
        role.SecretIdUses = request.Integer("secret_id_num_uses") ?? role.SecretIdUses;
        role.SecretIdTtl = request.Duration("secret_id_ttl") ?? role.SecretIdTtl;
        role.RoleId = request.Text("role_id") ?? role.RoleId;
        _roles.Set(name, role);
        return VaultAnswer.NoContent;
    }

    private static VaultAnswer Describe(AppRole role)
    {
        var data = new JsonObject
        {
            ["bind_secret_id"] = role.BindSecretId,
            ["local_secret_ids"] = false,
            ["secret_id_bound_cidrs"] = null,
            ["secret_id_num_uses"] = role.SecretIdUses,
            ["secret_id_ttl"] = (long)role.SecretIdTtl.TotalSeconds,
        };
        role.Token.Describe(data);
        return VaultAnswer.Ok(data);
    }

    private static VaultAnswer RoleId(AppRole role) => VaultAnswer.Ok(new JsonObject { ["role_id"] = role.RoleId });

    private static VaultAnswer SetRoleId(VaultRequest request, AppRole role)
    {
        if (request.Text("role_id") is not { Length: > 0 } id)
        {
            return VaultAnswer.Error(400, "missing role_id");
        }

        role.RoleId = id;
        return VaultAnswer.NoContent;
    }

    private VaultAnswer NewSecret(AppRole role)
    {
        var id = Guid.NewGuid().ToString();
        var secret = new AppRoleSecret
        {
            Accessor = Guid.NewGuid().ToString(),
            UsesLeft = role.SecretIdUses,
            Limited = role.SecretIdUses > 0,
            Expires = role.SecretIdTtl > TimeSpan.Zero ? core.Clock.Now + role.SecretIdTtl : null,
        };
        role.Secrets[id] = secret;
        var data = new JsonObject
        {
            ["secret_id"] = id,
            ["secret_id_accessor"] = secret.Accessor,
            ["secret_id_ttl"] = (long)role.SecretIdTtl.TotalSeconds,
        };
        if (!core.IsOld)
        {
            data["secret_id_num_uses"] = role.SecretIdUses;
        }

        return VaultAnswer.Ok(data);
    }

    private static VaultAnswer DestroySecret(VaultRequest request, AppRole role)
    {
        role.Secrets.TryRemove(request.Text("secret_id") ?? "", out _);
        return VaultAnswer.NoContent;
    }

    private VaultAnswer Login(VaultRequest request)
    {
        var isNew = !core.IsOld;
        if (request.Text("role_id") is not { Length: > 0 } roleId)
        {
            return VaultAnswer.Error(isNew ? 500 : 400,
                core.Flavour == VaultFlavour.Vault2 ? "failed to determine alias name from login request" : "missing role_id");
        }

        var (name, role) = _roles.All.FirstOrDefault(r => r.Value.RoleId == roleId);
        if (role is null)
        {
            return VaultAnswer.Error(400, isNew ? "invalid role or secret ID" : "invalid role ID");
        }

        if (isNew && _lockout.IsLocked(roleId))
        {
            return VaultAnswer.BadToken;
        }

        if (role.BindSecretId)
        {
            if (request.Text("secret_id") is not { Length: > 0 } secretId)
            {
                return VaultAnswer.Error(400, "missing secret_id");
            }

            if (isNew && secretId.Length > MaxSecretId)
            {
                return VaultAnswer.Error(500, $"failed to create HMAC of secret_id: value is longer than maximum of {MaxSecretId} bytes");
            }

            if (!Spend(role, secretId))
            {
                _lockout.Failed(roleId);
                return VaultAnswer.Error(400, isNew ? "invalid role or secret ID" : "invalid secret id");
            }
        }

        _lockout.Succeeded(roleId);
        var login = new LoginRole(isNew ? $"\"{name}\"" : name, () => _roles.Find(name)?.Token);
        return core.Issuer.Login(request, mount(), login, role.Token, "approle", new() { ["role_name"] = name });
    }

    private bool Spend(AppRole role, string secretId)
    {
        lock (_gate)
        {
            if (!role.Secrets.TryGetValue(secretId, out var secret))
            {
                return false;
            }

            if (secret.Expires is { } end && end <= core.Clock.Now)
            {
                role.Secrets.TryRemove(secretId, out _);
                return false;
            }

            if (secret.Limited && --secret.UsesLeft == 0)
            {
                role.Secrets.TryRemove(secretId, out _);
            }

            return true;
        }
    }
}
