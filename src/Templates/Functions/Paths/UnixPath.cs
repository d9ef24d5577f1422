namespace Coffer.Templates.Functions.Paths;

/// <summary>Go's <c>path</c> package; on Linux <c>path/filepath</c> gives the same results.</summary>
internal static class UnixPath
{
    public static bool IsAbsolute(string path) => path.StartsWith('/');

    public static string Base(string path)
    {
        if (path.Length == 0)
        {
            return ".";
        }

        var trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    public static string Directory(string path) => Clean(path[..(path.LastIndexOf('/') + 1)]);

    public static string Extension(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        return dot < 0 ? "" : name[dot..];
    }

    /// <summary>The shortest path that means the same, by words alone.</summary>
    public static string Clean(string path)
    {
        var rooted = IsAbsolute(path);
        var kept = new List<string>();
        foreach (var part in path.Split('/'))
        {
            Add(kept, part, rooted);
        }

        var joined = string.Join('/', kept);
        return rooted ? "/" + joined : joined.Length == 0 ? "." : joined;
    }

    private static void Add(List<string> kept, string part, bool rooted)
    {
        if (part is "" or ".")
        {
            return;
        }

        if (part != "..")
        {
            kept.Add(part);
        }
        else if (kept.Count > 0 && kept[^1] != "..")
        {
            kept.RemoveAt(kept.Count - 1);
        }
        else if (!rooted)
        {
            kept.Add(part);
        }
    }
}
