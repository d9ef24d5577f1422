using System.Reflection;
using System.Xml.Linq;

namespace Coffer.Architecture.Tests;

/// <summary>A project as its file states it.</summary>
internal sealed record ProjectFile(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    public static string Root { get; } = typeof(ProjectFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>The product and the Playground, and what tests live on: <c>src</c>, <c>embedded</c> and <c>tests/Support</c>.</summary>
    public static IReadOnlyList<ProjectFile> All() => [.. Folders.SelectMany(In).Select(Read).OrderBy(project => project.Name)];

    private static readonly string[] Folders = ["src", "embedded", Path.Combine("tests", "Support")];

    private static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories);

    private static ProjectFile Read(string path)
    {
        var xml = XDocument.Load(path);
        return new ProjectFile(
            Path.GetFileNameWithoutExtension(path),
            [.. Included(xml, "ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'))).Order()],
            [.. Included(xml, "PackageReference").Order()]);
    }

    private static IEnumerable<string> Included(XDocument xml, string element) =>
        xml.Descendants(element).Select(reference => (string)reference.Attribute("Include")!);
}
