using System.Text.RegularExpressions;
using System.Xml.Linq;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Cases;

/// <summary>The image holds the operator and what it is made of; the embedded servers never get in.</summary>
public sealed partial class ImageTests
{
    private static readonly string Dockerfile = Repository.Read("Dockerfile");

    [Fact]
    public void Every_project_of_the_operator_is_restored_and_no_other()
    {
        var projects = Closure("src/Silo/Silo.csproj").Order().ToList();

        Assert.Equal(projects, ProjectCopy().Matches(Dockerfile).Select(match => match.Groups[1].Value).Order());
    }

    [Fact]
    public void The_build_context_has_those_projects_and_no_other()
    {
        var allowed = Repository.Read(".dockerignore").Split('\n')
            .Where(line => line.StartsWith("!src/", StringComparison.Ordinal)).Select(line => line[1..].Trim());

        Assert.StartsWith("*", Repository.Read(".dockerignore").Split('\n').First(line => !line.StartsWith('#')), StringComparison.Ordinal);
        Assert.Equal(
            Closure("src/Silo/Silo.csproj").Select(project => Path.GetDirectoryName(project)!.Replace('\\', '/')).Order(), allowed.Order());
    }

    [Fact]
    public void It_runs_without_a_shell_and_not_as_root()
    {
        Assert.Contains("FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled\n", Dockerfile, StringComparison.Ordinal);
        Assert.Contains("USER $APP_UID\n", Dockerfile, StringComparison.Ordinal);
        Assert.Contains("ENV DOTNET_GCgen0size=0x400000\n", Dockerfile, StringComparison.Ordinal);
    }

    /// <summary>A pod that may be looked into would otherwise give away every Vault token by a dump.</summary>
    [Fact]
    public void The_runtime_opens_no_diagnostic_port()
    {
        Assert.Contains("DOTNET_EnableDiagnostics=0 DOTNET_DbgEnableMiniDump=0\n", Dockerfile, StringComparison.Ordinal);
        var env = new Release().Render().One("Deployment").At("spec/template/spec/containers/0/env")!.AsArray();
        Assert.All(["DOTNET_EnableDiagnostics", "DOTNET_DbgEnableMiniDump"], name => Assert.Contains(
            env, entry => (string?)entry!["name"] == name && (string?)entry["value"] == "0"));
    }

    /// <summary>Transitive packages would otherwise be whatever fits at the time of the build.</summary>
    [Fact]
    public void Every_package_is_named_with_its_hash_and_nothing_else_is_restored()
    {
        var projects = SolutionProject().Matches(Repository.Read("Actors.sln"))
            .Select(match => match.Groups[1].Value.Replace('\\', '/')).ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.DoesNotContain(
            "://", Repository.Read($"{Path.GetDirectoryName(project)}/packages.lock.json"), StringComparison.Ordinal));
        Assert.Single(Matches("dotnet restore src/Silo --locked-mode\n"));
        Assert.All(ProjectCopy().Matches(Dockerfile), match => Assert.Contains(
            $"{match.Groups[1].Value} {Path.GetDirectoryName(match.Groups[1].Value)}/packages.lock.json ", Dockerfile,
            StringComparison.Ordinal));
        Assert.Contains("dotnet restore Actors.sln --locked-mode", Repository.Read(".ci/run"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_built_for_both_processors_by_the_one_that_builds()
    {
        Assert.Contains("FROM --platform=$BUILDPLATFORM ", Dockerfile, StringComparison.Ordinal);
        Assert.Single(Matches("-a $TARGETARCH"));
        Assert.Equal("linux-x64;linux-arm64",
            XDocument.Load(Repository.Path("src/Silo/Silo.csproj")).Descendants("RuntimeIdentifiers").Single().Value);
    }

    [Fact]
    public void Compose_has_three_replicas_that_differ_in_name_and_address()
    {
        var services = Yaml.Object(Repository.Read("docker-compose.yml"))["services"]!.AsObject();
        var replicas = services.Where(service => service.Key.StartsWith("coffer-", StringComparison.Ordinal))
            .Select(service => service.Value!.AsObject()).ToList();

        Assert.Equal(3, replicas.Count);
        Assert.Equal(3, replicas.Select(replica => (string?)replica["environment"]!["POD_NAME"]).Distinct().Count());
        Assert.All(replicas, replica => Assert.Equal(
            (string?)replica["networks"]!["lab"]!["ipv4_address"], (string?)replica["environment"]!["POD_IP"]));
        Assert.All(replicas, replica => Assert.Equal("kubernetes", (string?)replica["environment"]!["COFFER_CLUSTERING"]));
    }

    [Fact]
    public void Every_file_that_compose_mounts_is_there()
    {
        var mounts = ComposeMount().Matches(Repository.Read("docker-compose.yml"))
            .Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(mounts);
        Assert.All(mounts, mount => Assert.True(Directory.Exists(Repository.Path(mount)), mount));
    }

    private static IEnumerable<int> Matches(string words) => Regex.Matches(Dockerfile, Regex.Escape(words)).Select(match => match.Index);

    private static HashSet<string> Closure(string project)
    {
        var found = new HashSet<string> { project };
        var open = new Queue<string>(found);
        while (open.TryDequeue(out var next))
        {
            var references = XDocument.Load(Repository.Path(next)).Descendants("ProjectReference")
                .Select(reference => (string)reference.Attribute("Include")!);
            foreach (var reference in references.Select(reference => $"src/{reference.Replace('\\', '/')[3..]}").Where(found.Add))
            {
                open.Enqueue(reference);
            }
        }

        return found;
    }

    [GeneratedRegex(@"^COPY (src/\S+\.csproj) ", RegexOptions.Multiline)]
    private static partial Regex ProjectCopy();

    [GeneratedRegex(@"""([^""]+\.csproj)""")]
    private static partial Regex SolutionProject();

    [GeneratedRegex(@"- \./([a-z/]+):")]
    private static partial Regex ComposeMount();
}
