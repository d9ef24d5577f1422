using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Kv;

/// <summary>The settings of a kv-v2 mount.</summary>
internal sealed record KvConfig(int MaxVersions, bool CasRequired, TimeSpan DeleteVersionAfter)
{
    private const int DefaultMaxVersions = 10;

    public int Keep(KvKey key) => key.MaxVersions > 0 ? key.MaxVersions : MaxVersions > 0 ? MaxVersions : DefaultMaxVersions;

    public Instant? DeletionOf(Instant created, KvKey key)
    {
        var (mount, own) = (DeleteVersionAfter, key.DeleteVersionAfter);
        if (mount < TimeSpan.Zero || own < TimeSpan.Zero)
        {
            return null;
        }

        var after = mount == TimeSpan.Zero || (own > TimeSpan.Zero && own < mount) ? own : mount;
        return after > TimeSpan.Zero ? created.Plus(after) : null;
    }

    public VaultAnswer Describe() => VaultAnswer.Ok(new JsonObject
    {
        ["cas_required"] = CasRequired,
        ["delete_version_after"] = GoDuration.Format(DeleteVersionAfter),
        ["max_versions"] = MaxVersions,
    });
}
