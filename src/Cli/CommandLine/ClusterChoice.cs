using Coffer.Cli.Api;
using Coffer.Cli.Output;

namespace Coffer.Cli.CommandLine;

/// <summary>Which cluster and which namespaces a command asks, and how it answers.</summary>
internal sealed record ClusterChoice : IDisposable
{
    /// <summary>The cluster.</summary>
    public required KubeConnection Connection { get; init; }

    /// <summary>The namespace of the command line; null for that of the context.</summary>
    public required string? GivenNamespace { get; init; }

    /// <summary>Whether all namespaces are meant.</summary>
    public required bool AllNamespaces { get; init; }

    /// <summary>Where the operator runs.</summary>
    public required string OperatorNamespace { get; init; }

    /// <summary>How the answer is written.</summary>
    public required OutputFormat Output { get; init; }

    /// <summary>The namespace of names without one.</summary>
    public string Namespace => GivenNamespace ?? Connection.Namespace;

    /// <summary>The namespace to list; null for all.</summary>
    public string? Listed => AllNamespaces ? null : Namespace;

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();
}
