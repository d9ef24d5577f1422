using System.Text.Json;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Http;

namespace Coffer.Embedded.Vault.Kv;

/// <summary>The kv engine, version 1: a map per path.</summary>
internal sealed class KvV1Backend(VaultCore core) : IBackend
{
    private readonly KvPaths<Entry> _paths = new();

    public bool? Exists(string path) => _paths.Read(path, null) is not null;

    public ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken) =>
        ValueTask.FromResult(request.Operation switch
        {
            VaultOperation.List => _paths.List(path, request.SeenUntil),
            _ when path.Length == 0 => VaultAnswer.UnsupportedOperation,
            VaultOperation.Read => Read(request, path),
            VaultOperation.Update => Write(request, path),
            VaultOperation.Delete => Delete(path),
            _ => VaultAnswer.UnsupportedOperation,
        });

    private VaultAnswer Read(VaultRequest request, string path) => _paths.Read(path, request.SeenUntil) is { } entry
        ? new VaultAnswer { Data = entry.Data, LeaseDuration = entry.LeaseSeconds }
        : VaultAnswer.NotFound;

    private VaultAnswer Write(VaultRequest request, string path)
    {
        if (request.Body.ValueKind != JsonValueKind.Object || !request.Body.EnumerateObject().Any())
        {
            return VaultAnswer.Error(400, "missing data fields");
        }

        var lease = request.Duration("ttl") ?? request.Duration("lease") ?? Mount.SystemTtl;
        var entry = new Entry(GoJson.From(request.Body), (long)lease.TotalSeconds);
        lock (_paths.Gate)
        {
            _paths.Write(path, core.Clock.Next(), entry);
        }

        return VaultAnswer.NoContent;
    }

    private VaultAnswer Delete(string path)
    {
        lock (_paths.Gate)
        {
            if (_paths.Read(path, null) is not null)
            {
                _paths.Write(path, core.Clock.Next(), null);
            }
        }

        return VaultAnswer.NoContent;
    }

    private sealed class Entry(byte[] data, long leaseSeconds)
    {
        public byte[] Data => data;

        public long LeaseSeconds => leaseSeconds;
    }
}
