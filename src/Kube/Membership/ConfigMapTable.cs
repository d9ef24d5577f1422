using Coffer.Contracts;
using Coffer.Kube.Api;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Coffer.Kube.Membership;

/// <summary>
/// The table of silos, its version and their signs of life in one ConfigMap. Conflicts are false and failures are exceptions,
/// because that is how Orleans asks for another try with a back-off of its own; only the very first access is tried again here,
/// where Orleans would give up.
/// </summary>
internal sealed partial class ConfigMapTable(
    TableApi api, TableMemory memory, RefusedWrites refused, IOptions<ClusterOptions> cluster, Jitter jitter, TimeProvider time,
    ILogger<ConfigMapTable> logger) : IMembershipTable
{
    private const int Tries = 5;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the API server as long as it takes: a silo can do nothing without it.</summary>
    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await ReadAsync(cancellationToken);
                return;
            }
            catch (OrleansException error)
            {
                LogNoTable(logger, error.Message);
                await Task.Delay(jitter.BackOff(FirstWait, LongestWait, attempt), time, cancellationToken);
            }
        }
    }

    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken)
    {
        var image = await ReadAsync(cancellationToken);
        return new MembershipTableData([.. image.Entries(api.Clock)], image.Stamp.Version);
    }

    public async Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken)
    {
        var image = await ReadAsync(cancellationToken);
        var row = image.Entries(api.Clock).FirstOrDefault(entry => entry.Item1.SiloAddress.Equals(key));
        return row is null ? new MembershipTableData(image.Stamp.Version) : new MembershipTableData(row, image.Stamp.Version);
    }

    public async Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken) =>
        TableStamp.After(tableVersion) is { } next
        && await WriteAsync(
            TablePatch.Insert(
                tableVersion.VersionEtag, next, TableImage.RowKey(entry.SiloAddress), TableRow.Write(entry, next.Number, api.Clock)),
            cancellationToken);

    public async Task<bool> UpdateRowAsync(
        MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken) =>
        TableStamp.After(tableVersion) is { } next
        && await WriteAsync(
            TablePatch.Update(
                tableVersion.VersionEtag, next, TableImage.RowKey(entry.SiloAddress), etag, TableRow.Write(entry, next.Number, api.Clock)),
            cancellationToken);

    public async Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken)
    {
        var patch = TablePatch.Alive(TableImage.AliveKey(entry.SiloAddress), api.Clock.ToServer(entry.IAmAliveTime));
        var known = memory.Last;
        var answer = await api.PatchAsync(MediaTypes.MergePatch, patch, cancellationToken);
        if (IsGone(answer))
        {
            await ReadAsync(cancellationToken);
            answer = await api.PatchAsync(MediaTypes.MergePatch, patch, cancellationToken);
        }

        var image = Read(answer);
        memory.Remember(image, api.Clock);
        if (known is not null && !TableMending.Follows(known, image))
        {
            await ReadAsync(cancellationToken);
        }
    }

    public async Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var image = await ReadAsync(cancellationToken);
            if (image.Defunct(beforeDate, api.Clock) is not { Count: > 0 } keys
                || await WriteAsync(TablePatch.Remove(image, keys), cancellationToken))
            {
                return;
            }
        }
    }

    public async Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken)
    {
        if (clusterId != cluster.Value.ClusterId)
        {
            throw new ArgumentException($"This is the table of cluster {cluster.Value.ClusterId}, not of {clusterId}.", nameof(clusterId));
        }

        memory.Forget();
        var answer = await api.DeleteAsync(cancellationToken);
        if (answer.IsRefused(out var problem) && !IsGone(answer))
        {
            throw new OrleansException(problem.Failure.Message);
        }
    }

    /// <summary>
    /// One consistent read; an object that isn't there is made first. Whoever comes second at that takes the first one's.
    /// </summary>
    private async Task<TableImage> ReadAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var known = memory.Last;
            var answer = await api.GetAsync(cancellation);
            if (IsGone(answer))
            {
                await MakeAsync(cancellation);
                continue;
            }

            var image = Read(answer);
            if (known is not null && !TableMending.Follows(known, image))
            {
                await MendAsync(known, image, cancellation);
                continue;
            }

            memory.Remember(image, api.Clock);
            refused.Seen(image);
            return image;
        }

        throw new OrleansException($"{api.Name} comes and goes: somebody else deletes it");
    }

    /// <summary>Of several silos that do so at once, one succeeds, and the others find its table on their next read.</summary>
    private async Task MendAsync(TableImage known, TableImage found, CancellationToken cancellation)
    {
        var mended = TableMending.Mend(known, found);
        LogMending(logger, api.Name, found.Stamp.Number, known.Stamp.Number, mended.Stamp.Number);
        await WriteAsync(TablePatch.Mend(found, mended), cancellation);
    }

    private async Task MakeAsync(CancellationToken cancellation)
    {
        var image = memory.ToMake();
        LogMade(logger, api.Name, image.Stamp.Number);
        var answer = await api.CreateAsync(image, cancellation);
        if (answer.IsRefused(out var problem) && problem.Code != 409)
        {
            throw new OrleansException(problem.Failure.Message);
        }
    }

    /// <summary>False when the table is no longer what the change was decided on.</summary>
    private async Task<bool> WriteAsync(TableChange change, CancellationToken cancellation)
    {
        var answer = await api.PatchAsync(MediaTypes.JsonPatch, change.Body, cancellation);
        if (IsGone(answer))
        {
            return false;
        }

        if (answer.Problem is { } problem)
        {
            if (problem is { IsFailedTest: true } or { Code: 409 })
            {
                refused.Lost(change, problem);
                return false;
            }

            refused.Failed(problem.Failure);
        }

        memory.Remember(Read(answer), api.Clock);
        refused.Succeeded();
        return true;
    }

    private TableImage Read(ApiAnswer answer)
    {
        var outcome = answer.Read(api.Get, TableImage.Read);
        return outcome.TryGet(out var image, out var failure) ? image : throw new OrleansException(Words(failure));
    }

    private string Words(Failure failure) => failure.Kind == FailureKind.Malformed
        ? $"{failure.Message}; {api.Name} is no table of silos: delete it, and living silos put it back"
        : failure.Message;

    private static bool IsGone(ApiAnswer answer) => answer.Problem is { Failure.Kind: FailureKind.NotFound, IsUnknownType: false };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The table of silos can't be read yet: {Reason}")]
    private static partial void LogNoTable(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Table} is not there: making it, version {Version}")]
    private static partial void LogMade(ILogger logger, string table, int version);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Table}, version {Version}, does not follow version {Known} that this silo knows: it was begun anew, or an earlier state of the "
        + "API server was put back. Bringing both together as version {Mended}")]
    private static partial void LogMending(ILogger logger, string table, int version, int known, int mended);
}
