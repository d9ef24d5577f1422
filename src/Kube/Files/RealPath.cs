namespace Coffer.Kube.Files;

/// <summary>
/// Where a path really leads, every link on the way resolved: those of folders too, which the platform's own resolution of
/// a last link leaves alone.
/// </summary>
internal static class RealPath
{
    /// <summary>As Linux has it.</summary>
    private const int MaxLinks = 40;

    /// <summary>The path without links and dots; null when its links never end. What does not exist stays as it is written.</summary>
    public static string? Of(string path)
    {
        var pending = new Stack<string>(path.Split('/').Reverse());
        var (real, links) = ("", 0);
        while (pending.TryPop(out var segment))
        {
            if (segment is "" or ".")
            {
                continue;
            }

            if (segment == "..")
            {
                real = real[..Math.Max(real.LastIndexOf('/'), 0)];
                continue;
            }

            if (new FileInfo($"{real}/{segment}").LinkTarget is not { } target)
            {
                real = $"{real}/{segment}";
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            real = target.StartsWith('/') ? "" : real;
            foreach (var part in target.Split('/').Reverse())
            {
                pending.Push(part);
            }
        }

        return real.Length == 0 ? "/" : real;
    }
}
