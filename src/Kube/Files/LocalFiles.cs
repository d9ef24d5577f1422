using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Kube.Files;

/// <summary>
/// Files that a manifest points at. Whoever may write a manifest chooses the path and, by the connection, who is sent the content: the operator's own credentials and the kernel's file systems are out of bounds.
/// </summary>
internal sealed class LocalFiles : ILocalFiles
{
    private const int Largest = 1024 * 1024;

    private static readonly string[] OutOfBounds = ["/proc", "/sys", "/dev", "/run/secrets/kubernetes.io", "/var/run/secrets/kubernetes.io"];

    public async Task<Outcome<ReadOnlyMemory<byte>>> ReadAsync(string path, CancellationToken cancellation)
    {
        if (Objection(path) is { } objection)
        {
            return new Failure(FailureKind.Misconfigured, $"file \"{path}\": {objection}");
        }

        try
        {
            return await ReadRegularAsync(path, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure(FailureKind.Misconfigured, $"file \"{path}\" can't be read: {error.GetType().Name}");
        }
    }

    private static string? Objection(string path)
    {
        if (!path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal))
        {
            return "the path must be absolute";
        }

        if (path.Split('/').Contains(".."))
        {
            return "the path must have no .. segment";
        }

        return IsOutOfBounds(Path.GetFullPath(path)) ? "the operator's own files are out of bounds" : null;
    }

    private static bool IsOutOfBounds(string path) => OutOfBounds.Any(root => path == root || path.StartsWith(root + "/", StringComparison.Ordinal));

    private static async Task<Outcome<ReadOnlyMemory<byte>>> ReadRegularAsync(string path, CancellationToken cancellation)
    {
        var file = new FileInfo(path);
        var target = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        if (IsOutOfBounds(target.FullName))
        {
            return new Failure(FailureKind.Misconfigured, $"file \"{path}\": the operator's own files are out of bounds");
        }

        if (!target.Exists || Directory.Exists(target.FullName))
        {
            return new Failure(FailureKind.Misconfigured, $"file \"{path}\": there is no such regular file in the operator's file system");
        }

        // A pipe or a device has no length: it is never opened, which would wait for its other end.
        var size = new FileInfo(target.FullName).Length;
        if (size == 0)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        if (size > Largest)
        {
            return new Failure(FailureKind.Misconfigured, $"file \"{path}\" is larger than 1 MiB");
        }

        await using var stream = new FileStream(target.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 4096, useAsync: true);
        var buffer = new byte[Largest + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length > Largest
            ? new Failure(FailureKind.Misconfigured, $"file \"{path}\" is larger than 1 MiB")
            : (ReadOnlyMemory<byte>)buffer.AsSpan(0, length).ToArray();
    }
}
