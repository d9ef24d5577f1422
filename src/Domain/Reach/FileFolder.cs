namespace Coffer.Domain.Reach;

/// <summary>
/// A folder of the operator whose files manifests may name, and whose manifests: <c>/folder</c> for those of the operator's own
/// namespace, <c>namespace=/folder</c> for those of another one, <c>*=/folder</c> for all. Whoever may write a manifest also chooses
/// the server that is sent the content.
/// </summary>
/// <param name="Path">The folder, without a slash at its end.</param>
/// <param name="Namespace">Namespace of the manifests; <c>*</c> for all, null for the operator's own.</param>
public sealed record FileFolder(string Path, string? Namespace)
{
    /// <summary>The setting that messages name.</summary>
    public const string Option = "--files-from (COFFER_FILES_FROM)";

    /// <summary>What is the operator's own, or the kernel's, and never for manifests.</summary>
    private static readonly string[] Own = ["/proc", "/sys", "/dev", "/var/run/secrets/kubernetes.io", "/run/secrets/kubernetes.io"];

    /// <summary>Reads an entry, or says what is wrong with it.</summary>
    public static (FileFolder? Folder, string? Flaw) Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var (ns, path) = at < 0 ? (null, text.Trim()) : (text[..at].Trim(), text[(at + 1)..].Trim());
        var folder = string.Concat(path.Split('/').Where(segment => segment is not ("" or ".")).Select(segment => $"/{segment}"));
        return !path.StartsWith('/') || path.Split('/').Contains("..") || path.Contains('\0', StringComparison.Ordinal) || ns is ""
            ? (null, $"'{text}' is no folder; write /folder, namespace=/folder or *=/folder, with an absolute path without '..'")
            : folder.Length == 0 || Own.Any(own => IsBelow(own, folder) || IsBelow(folder, own))
                ? (null, $"'{path}' holds the operator's own credentials or the kernel's files; name a folder that was made for manifests")
                : (new FileFolder(folder, ns), null);
    }

    /// <summary>Whether manifests of a namespace may name its files.</summary>
    public bool IsFor(string @namespace, string operatorNamespace) => Namespace is "*" || @namespace == (Namespace ?? operatorNamespace);

    /// <summary>Whether a path is a folder or lies below it. Both are absolute and free of links and dots.</summary>
    public static bool IsBelow(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
