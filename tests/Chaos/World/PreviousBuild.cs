using System.Diagnostics;
using System.Reflection;

namespace Coffer.Chaos.Tests.World;

/// <summary>The build of the commit that the file <c>previous</c> names: what users run while they update to this one. It is kept below <c>artifacts/</c>.</summary>
internal static class PreviousBuild
{
    private static readonly string Root = typeof(PreviousBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>Its folder; null when the repository's history does not reach back to it.</summary>
    public static async Task<string?> FindAsync()
    {
        var commit = (await File.ReadAllTextAsync(Path.Combine(Root, "tests", "Chaos", "previous"))).Trim();
        var folder = Path.Combine(Root, "artifacts", "previous", commit);
        if (File.Exists(Path.Combine(folder, "coffer.dll")))
        {
            return folder;
        }

        var source = Directory.CreateTempSubdirectory("coffer-previous-");
        try
        {
            var tar = Path.Combine(source.FullName, "source.tar");
            if (await RunAsync("git", Root, "archive", "--output", tar, commit) != 0)
            {
                return null;
            }

            await MustAsync("tar", source.FullName, "-xf", tar);
            var built = Path.Combine(source.FullName, "out");
            await MustAsync("dotnet", source.FullName, "build", "src/Silo", "-o", built, "-v", "q", "-nologo");
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            await MustAsync("cp", Root, "-r", built, folder);
            return folder;
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
