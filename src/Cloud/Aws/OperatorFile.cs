using System.Diagnostics.CodeAnalysis;
using System.Security;
using Coffer.Contracts;

namespace Coffer.Cloud.Aws;

/// <summary>Files that variables of the operator name, and that the kubelet puts anew from time to time.</summary>
internal static class OperatorFile
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>The text without white space around it.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The adapter's edge: whatever the file system throws becomes a failure.")]
    public static async Task<Outcome<string>> ReadAsync(string variable, string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var buffer = new byte[MaxBytes];
            var read = await file.ReadAtLeastAsync(buffer, MaxBytes, throwOnEndOfStream: false, cancellation);
            var text = System.Text.Encoding.UTF8.GetString(buffer.AsSpan(0, read)).Trim();
            return text.Length > 0 && read < MaxBytes
                ? text
                : new Failure(FailureKind.Misconfigured, $"the file {path} of {variable} is empty or has {MaxBytes} bytes and more");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var why = exception is UnauthorizedAccessException or SecurityException ? "can't be read" : "is not there";
            return new Failure(FailureKind.Misconfigured, $"the file {path} of {variable} {why}");
        }
    }
}
