using System.Diagnostics;
using System.Reflection;

namespace Coffer.Chaos.Tests.World;

/// <summary>
/// The build of the commit that the file <c>previous</c> names: what users run while they update to this one. It is kept
/// below <c>artifacts/</c>.
/// </summary>
internal static class PreviousBuild
{
    private static readonly string Root = typeof(PreviousBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    private static readonly string Commit = File.ReadAllText(Path.Combine(Root, "tests", "Chaos", "previous")).Trim();
    private static readonly string Folder = Path.Combine(Root, "artifacts", "previous", Commit);

    /// <summary>Whether it is built, or its sources are in the repository's history.</summary>
    public static bool IsWithinReach { get; } = IsBuilt || RunAsync("git", Root, "cat-file", "-e", Commit).GetAwaiter().GetResult() == 0;

    private static bool IsBuilt => File.Exists(Path.Combine(Folder, "coffer.dll"));

    /// <summary>Its folder; it is built when it is not there.</summary>
    public static async Task<string> MakeAsync()
    {
        if (IsBuilt)
        {
            return Folder;
        }

        var source = Directory.CreateTempSubdirectory("coffer-previous-");
        try
        {
            var tar = Path.Combine(source.FullName, "source.tar");
            await MustAsync("git", Root, "archive", "--output", tar, Commit);
            await MustAsync("tar", source.FullName, "-xf", tar);
            var built = Path.Combine(source.FullName, "out");
            // Its analyzers had their say when it was committed.
            await MustAsync("dotnet", source.FullName, "build", "src/Silo", "-o", built, "-v", "q", "-nologo", "-p:RunAnalyzers=false");
            Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
            await MustAsync("cp", Root, "-r", built, Folder);
            return Folder;
        }
        finally
        {
            source.Delete(recursive: true);
        }
    }

    private static async Task MustAsync(string command, string folder, params string[] arguments) =>
        Assert.True(await RunAsync(command, folder, arguments) == 0, $"{command} {string.Join(' ', arguments)} failed");

    private static async Task<int> RunAsync(string command, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
