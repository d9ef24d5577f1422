namespace Coffer.EndToEnd.Tests.Harness;

/// <summary>Where and how a process is started.</summary>
internal sealed record Launch
{
    /// <summary>This build, on this host.</summary>
    public static Launch Default { get; } = new();

    /// <summary>What stands before the command, e.g. <c>ip netns exec NAME</c>; it must hand its process over.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>Folder of the build.</summary>
    public string Folder { get; init; } = AppContext.BaseDirectory;

    /// <summary>IP address of health and metrics, as the test reaches it.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port for other silos; null takes a free one.</summary>
    public int? SiloPort { get; init; }

    /// <summary>Environment variables beside the inherited ones.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
