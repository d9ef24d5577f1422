namespace Coffer.Architecture.Tests;

/// <summary>Who may know whom. A new line here is a decision about the architecture, not a repair of a test.</summary>
public sealed class DependencyTests
{
    private static readonly ProjectFile[] Table =
    [
        new("Cli", ["Contracts", "Domain"], ["KubernetesClient", "System.CommandLine", "YamlDotNet"]),
        new("Cloud", ["Contracts", "Domain"], ["Microsoft.Extensions.Http", "Microsoft.Extensions.Logging.Abstractions"]),
        new("Contracts", [], ["Microsoft.Orleans.Sdk"]),
        new("Domain", ["Contracts", "Templates"], []),
        new("Embedded", [], ["YamlDotNet"]),
        new("Grains", ["Contracts", "Domain"],
            ["Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "Microsoft.Orleans.Sdk"]),
        new("Kube", ["Contracts", "Domain"],
            ["KubernetesClient", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "Microsoft.Orleans.Runtime"]),
        new("Playground", ["Embedded", "Silo", "Support"], ["KubernetesClient", "Spectre.Console"]),
        new("Silo", ["Cloud", "Contracts", "Domain", "Grains", "Kube", "Vault"],
            ["Microsoft.Orleans.Dashboard", "Microsoft.Orleans.Server", "OpenTelemetry.Exporter.OpenTelemetryProtocol",
                "OpenTelemetry.Exporter.Prometheus.AspNetCore",
                "OpenTelemetry.Extensions.Hosting", "System.CommandLine"]),
        new("Support", [], ["KubernetesClient", "YamlDotNet"]),
        new("Templates", [], []),
        new("Vault", ["Contracts", "Domain"],
            ["Microsoft.Extensions.Http", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "Polly.Core"]),
    ];

    public static TheoryData<string> Projects => [.. Table.Select(project => project.Name)];

    [Fact]
    public void Every_project_is_in_the_table() =>
        Assert.Equal(Table.Select(project => project.Name), ProjectFile.All().Select(project => project.Name));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_what_the_table_says(string name)
    {
        var expected = Table.Single(project => project.Name == name);
        var actual = ProjectFile.All().Single(project => project.Name == name);

        Assert.Equal(expected.Projects, actual.Projects);
        Assert.Equal(expected.Packages, actual.Packages);
    }
}
