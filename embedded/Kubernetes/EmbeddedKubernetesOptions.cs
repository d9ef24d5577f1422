namespace Coffer.Embedded.Kubernetes;

/// <summary>How an embedded API server is set up.</summary>
public sealed record EmbeddedKubernetesOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Folders whose *.yaml files hold CustomResourceDefinitions to be there from the start.</summary>
    public IReadOnlyList<string> CrdFolders { get; init; } = [];

    /// <summary>YAML documents of any kind to be applied at the start, in order.</summary>
    public IReadOnlyList<string> Manifests { get; init; } = [];

    /// <summary>How many changes of each resource are remembered; a watch or page from before them gets a 410.</summary>
    public int HistorySize { get; init; } = 50_000;

    /// <summary>
    /// How many changes wait for the reader of a watch; one that takes less is told these, and its watch ends without an error. A real API
    /// server keeps 10 to 1,000, by the kind, and gives a slow reader a moment; this one gives none, so that its buffer is larger.
    /// </summary>
    public int WatchBuffer { get; init; } = 10_000;

    /// <summary>How often a watch that asked for bookmarks gets one. A real API server: about once a minute.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the garbage collector and the namespace controller wait before each change they look at.</summary>
    public TimeSpan ControllerDelay { get; init; } = TimeSpan.Zero;

    /// <summary>The clock of timestamps, tokens and timers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
