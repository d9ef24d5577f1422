namespace Coffer.Bench.Serving;

/// <summary>The API server of a run, with its own count of what it was asked.</summary>
internal interface IKubernetesUnderTest : IAsyncDisposable
{
    /// <summary>Kubeconfig of an administrator.</summary>
    string Kubeconfig { get; }

    /// <summary>Requests since the server's start, by kind.</summary>
    Task<IReadOnlyList<KubeCount>> CountAsync(CancellationToken cancellation);
}
