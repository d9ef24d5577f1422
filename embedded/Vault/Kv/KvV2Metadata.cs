using System.Text.Json;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Http;

namespace Coffer.Embedded.Vault.Kv;

/// <summary>metadata/ of kv-v2.</summary>
internal sealed class KvV2Metadata(VaultCore core, KvPaths<KvKey> paths)
{
    private bool Custom => !core.IsOld;

    public VaultAnswer Read(VaultRequest request, string path) => paths.Read(path, request.SeenUntil) is { } key
        ? VaultAnswer.Ok(key.Describe(Custom))
        : VaultAnswer.NotFound;

    public VaultAnswer Write(VaultRequest request, string path)
    {
        lock (paths.Gate)
        {
            var now = core.Clock.Next();
            var key = paths.Read(path, null) ?? new KvKey(now, now);
            var custom = request.Find("custom_metadata");
            paths.Write(path, now, key with
            {
                Updated = now,
                MaxVersions = request.Integer("max_versions") ?? key.MaxVersions,
                CasRequired = request.Flag("cas_required", key.CasRequired),
                DeleteVersionAfter = request.Duration("delete_version_after") ?? key.DeleteVersionAfter,
                Custom = Custom && custom.ValueKind == JsonValueKind.Object ? GoJson.From(custom) : key.Custom,
            });
        }

        return VaultAnswer.NoContent;
    }

    public VaultAnswer Delete(string path)
    {
        lock (paths.Gate)
        {
            if (paths.Read(path, null) is not null)
            {
                paths.Write(path, core.Clock.Next(), null);
            }
        }

        return VaultAnswer.NoContent;
    }
}
