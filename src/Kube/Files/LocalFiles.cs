using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Reach;
using Microsoft.Win32.SafeHandles;

namespace Coffer.Kube.Files;

/// <summary>
/// Files that a manifest points at. Whoever may write a manifest chooses the path and, by the connection, who is sent the content: so only
/// folders that the operator's settings open to the manifest's namespace, and only what really lies below them.
/// </summary>
internal sealed class LocalFiles(KubeOptions options, OperatorNamespace home) : ILocalFiles
{
    private const int Largest = 1024 * 1024;

    public async Task<Outcome<ReadOnlyMemory<byte>>> ReadAsync(string path, string ownerNamespace, CancellationToken cancellation)
    {
        if (!path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal) || path.Split('/').Contains(".."))
        {
            return Refused(path, "the path must be absolute and have no '..' segment");
        }

        try
        {
            var roots = Roots(ownerNamespace);
            return RealPath.Of(path) is { } real && IsBelowAny(real, roots)
                ? await ReadRegularAsync(path, real, roots, cancellation)
                : Outside(path, ownerNamespace);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Refused(path, $"can't be read: {error.GetType().Name}");
        }
    }

    private List<string> Roots(string ownerNamespace) =>
        [.. options.FilesFrom.Where(folder => folder.IsFor(ownerNamespace, home.Value))
            .Select(folder => RealPath.Of(folder.Path)).OfType<string>()];

    private static bool IsBelowAny(string real, List<string> roots) => roots.Any(root => FileFolder.IsBelow(real, root));

    /// <summary>The same words whether there is such a file or not.</summary>
    private static Failure Outside(string path, string ownerNamespace) => Refused(
        path, $"it is not below a folder that {FileFolder.Option} opens to manifests of namespace {ownerNamespace}; have it "
            + "opened, or use a Secret instead");

    private static Failure Refused(string path, string why) => new(FailureKind.Misconfigured, $"file \"{path}\": {why}");

    private static async Task<Outcome<ReadOnlyMemory<byte>>> ReadRegularAsync(
        string path, string real, List<string> roots, CancellationToken cancellation)
    {
        var file = new FileInfo(real);
        if (!file.Exists || Directory.Exists(real))
        {
            return Refused(path, "there is no such regular file in the operator's file system");
        }

        // A pipe or a device has no length: it is never opened, which would wait for its other end.
        if (file.Length == 0)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        using var handle = File.OpenHandle(
            real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        if (!IsBelowAny(Opened(handle) ?? RealPath.Of(path) ?? "", roots))
        {
            return Refused(path, "it was replaced while it was being read");
        }

        var buffer = new byte[Largest + 1];
        var length = await FillAsync(handle, buffer, cancellation);
        return length > Largest ? Refused(path, "it is larger than 1 MiB") : (ReadOnlyMemory<byte>)buffer.AsSpan(0, length).ToArray();
    }

    /// <summary>What was opened, whatever the path leads to by now; null where the system does not tell.</summary>
    private static string? Opened(SafeFileHandle handle) => new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget;

    private static async Task<int> FillAsync(SafeFileHandle handle, byte[] buffer, CancellationToken cancellation)
    {
        var length = 0;
        while (length < buffer.Length
            && await RandomAccess.ReadAsync(handle, buffer.AsMemory(length), length, cancellation) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }
}
