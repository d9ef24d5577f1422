using System.Text.RegularExpressions;

namespace Coffer.Architecture.Tests;

/// <summary>Where a type stands: in a file of its own, which bears its name.</summary>
public sealed class LayoutTests
{
    /// <summary>Not yet so.</summary>
    private static readonly string[] Exempt = ["src/Templates/"];

    private static readonly Regex Declaration = new(
        @"^(public|internal|file) (?:\w+ )*?(?:interface|class|enum|record struct|record|struct) (?<name>\w+)",
        RegexOptions.NonBacktracking | RegexOptions.Multiline);

    /// <summary>Types of one name, with and without a parameter, are one; so is a closed family whose cases stand inside it.</summary>
    [Fact]
    public void Each_file_holds_one_type_and_bears_its_name()
    {
        var wrong = from file in SourceFiles.In("src")
                    let path = Path.GetRelativePath(ProjectFile.Root, file).Replace(Path.DirectorySeparatorChar, '/')
                    where !Exempt.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))
                    let types = Declaration.Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value).Distinct().ToList()
                    where types.Count > 1 || types.Count == 1 && types[0] != Path.GetFileName(file).Split('.')[0]
                    select $"{path}: {string.Join(", ", types)}";

        Assert.Empty(wrong);
    }
}
