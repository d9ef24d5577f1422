using System.Reflection;

namespace Coffer.Chart.Tests.Support;

/// <summary>Files of the repository.</summary>
internal static class Repository
{
    private static readonly string Root = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string Chart { get; } = Path("helm/coffer");

    public static string Path(string path) => System.IO.Path.Combine([Root, .. path.Split('/')]);

    public static string Read(string path) => File.ReadAllText(Path(path));
}
