using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Kv;

/// <summary>The kv engine, version 2: its routes. Data and metadata have classes of their own.</summary>
internal sealed class KvV2Backend : IBackend
{
    private readonly VaultCore _core;
    private readonly KvPaths<KvKey> _paths = new();
    private readonly KvV2Data _data;
    private readonly KvV2Metadata _metadata;
    private KvConfig _config = new(0, false, TimeSpan.Zero);

    public KvV2Backend(VaultCore core)
    {
        _core = core;
        _data = new KvV2Data(core, _paths, () => _config);
        _metadata = new KvV2Metadata(core, _paths);
    }

    public bool? Exists(string path) => Split(path) is ("data" or "metadata", var key) ? _paths.Read(key, null) is not null : null;

    public ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken)
    {
        var (area, key) = Split(path);
        return ValueTask.FromResult((area, request.Operation) switch
        {
            ("metadata", VaultOperation.List) => _paths.List(key, request.SeenUntil),
            ("config", _) when key.Length == 0 => Configure(request),
            ("data" or "delete" or "undelete" or "destroy" or "metadata", _)
                when key.Length == 0 || (_core.Flavour == VaultFlavour.Vault2 && key.EndsWith('/')) => Invalid(),
            ("data", VaultOperation.Read) => _data.Read(request, key),
            ("data", VaultOperation.Update) => _data.Write(request, key),
            ("data", VaultOperation.Delete) => _data.DeleteLatest(key),
            ("delete", VaultOperation.Update) => _data.Delete(request, key),
            ("undelete", VaultOperation.Update) => _data.Undelete(request, key),
            ("destroy", VaultOperation.Update) => _data.Destroy(request, key),
            ("metadata", VaultOperation.Read) => _metadata.Read(request, key),
            ("metadata", VaultOperation.Update) => _metadata.Write(request, key),
            ("metadata", VaultOperation.Delete) => _metadata.Delete(key),
            ("data" or "delete" or "undelete" or "destroy" or "metadata", _) => VaultAnswer.UnsupportedOperation,
            _ => Invalid(),
        });
    }

    private static (string Area, string Key) Split(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
    }

    private VaultAnswer Configure(VaultRequest request)
    {
        switch (request.Operation)
        {
            case VaultOperation.Read:
                return _config.Describe();
            case VaultOperation.Update:
                _config = new KvConfig(
                    request.Integer("max_versions") ?? _config.MaxVersions,
                    request.Flag("cas_required", _config.CasRequired),
                    request.Duration("delete_version_after") ?? _config.DeleteVersionAfter);
                return VaultAnswer.NoContent;
            default:
                return VaultAnswer.UnsupportedOperation;
        }
    }

    private VaultAnswer Invalid()
    {
        var (tool, command) = _core.Flavour == VaultFlavour.OpenBao ? ("OpenBao", "bao") : ("Vault", "vault");
        return new VaultAnswer
        {
            Status = 404,
            Warnings =
            [
                "Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API endpoints to use. "
                + $"If using the {tool} CLI, use '{command} kv get' for this operation.",
            ],
        };
    }
}
