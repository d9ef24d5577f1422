namespace Coffer.Architecture.Tests;

/// <summary>The C# files that people wrote.</summary>
internal static class SourceFiles
{
    /// <summary>All below a folder of the repository.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(Path.Combine(ProjectFile.Root, folder), "*.cs", SearchOption.AllDirectories).Where(IsWritten);

    private static bool IsWritten(string file) =>
        !Path.GetRelativePath(ProjectFile.Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin");
}
