using System.CommandLine;
using System.CommandLine.Parsing;
using Coffer.Cli.Api;
using Coffer.Cli.Output;

namespace Coffer.Cli.CommandLine;

/// <summary>What all commands that ask a cluster take, named as kubectl names it.</summary>
internal sealed class ClusterOptions
{
    /// <summary>Where the chart's documentation puts the operator.</summary>
    private const string UsualNamespace = "coffer-system";
    private const string NamespaceVariable = "COFFER_OPERATOR_NAMESPACE";

    private readonly Option<string?> _namespace = new("--namespace", "-n") { Description = "Namespace. Default: that of the context." };
    private readonly Option<string?> _context = new("--context") { Description = "Context of the kubeconfig. Default: its current one." };
    private readonly Option<string?> _kubeconfig = new("--kubeconfig")
    {
        Description = "Kubeconfig file. Default: those of KUBECONFIG, or ~/.kube/config.",
    };

    private readonly Option<string?> _operator = new("--operator-namespace")
    {
        Description = $"Where the operator runs: its objects named 'default' are used where a reference is empty [{NamespaceVariable}]. "
            + $"Default: {UsualNamespace}.",
    };

    private readonly Option<string?> _output = new("--output", "-o") { Description = "json, yaml or wide. Default: for people." };
    private readonly Option<bool> _all = new("--all-namespaces", "-A") { Description = "All namespaces." };

    private ClusterOptions()
    {
        _output.AcceptOnlyFromAmong("json", "yaml", "wide");
    }

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="acrossNamespaces">Whether it can ask about all namespaces.</param>
    public static ClusterOptions AddTo(Command command, bool acrossNamespaces)
    {
        var options = new ClusterOptions();
        command.Options.Add(options._namespace);
        if (acrossNamespaces)
        {
            command.Options.Add(options._all);
            command.Validators.Add(options.OneOfBoth);
        }

        command.Options.Add(options._context);
        command.Options.Add(options._kubeconfig);
        command.Options.Add(options._operator);
        command.Options.Add(options._output);
        return options;
    }

    /// <summary>What was given.</summary>
    /// <exception cref="CommandException">The kubeconfig can't be used.</exception>
    public ClusterChoice Read(ParseResult parsed) => new()
    {
        Connection = KubeConnection.Open(parsed.GetValue(_kubeconfig), parsed.GetValue(_context)),
        GivenNamespace = parsed.GetValue(_namespace),
        AllNamespaces = parsed.GetValue(_all),
        OperatorNamespace = parsed.GetValue(_operator)
            ?? (Environment.GetEnvironmentVariable(NamespaceVariable) is { Length: > 0 } given ? given : UsualNamespace),
        Output = parsed.GetValue(_output) switch
        {
            "json" => OutputFormat.Json,
            "yaml" => OutputFormat.Yaml,
            "wide" => OutputFormat.Wide,
            _ => OutputFormat.Screen,
        },
    };

    private void OneOfBoth(CommandResult result)
    {
        if (result.GetResult(_namespace) is not null && result.GetValue(_all))
        {
            result.AddError("--namespace and --all-namespaces exclude each other: leave one away");
        }
    }
}
