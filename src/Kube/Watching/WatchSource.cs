using System.Globalization;
using Coffer.Contracts.Resources;
using Coffer.Kube.Api;

namespace Coffer.Kube.Watching;

/// <summary>What is listed and watched, and how it is asked for.</summary>
internal sealed class WatchSource(
    ResourceKind kind, string? @namespace, IApiServer api, KubeOptions options, Jitter jitter, TimeProvider time)
{
    private readonly ApiTarget _target = new(ApiType.Of(kind), @namespace);

    public string Resource => kind.Plural;

    public string? Namespace => @namespace;

    public ItemDecoder Decoder { get; } = ItemDecoder.For(kind);

    private bool IsMetadata => kind == ResourceKinds.Secret;

    /// <param name="continueToken">Null for the first page.</param>
    /// <param name="paged">False to have all in one answer.</param>
    public ApiRequest List(string? continueToken, bool paged)
    {
        var limit = paged ? $"limit={options.PageSize.ToString(CultureInfo.InvariantCulture)}" : "";
        var next = continueToken is null ? "" : $"&continue={Uri.EscapeDataString(continueToken)}";
        return new ApiRequest("list", _target)
        {
            Query = limit + next,
            Accept = IsMetadata ? MediaTypes.MetadataList : MediaTypes.Json,
            Limit = options.OpenTimeout,
        };
    }

    /// <summary>The smallest list there is: its version is the API server's latest, which no watch may be ahead of.</summary>
    public ApiRequest Latest() => new("list", _target) { Query = "limit=1", Accept = MediaTypes.MetadataList, Limit = options.OpenTimeout };

    public ApiRequest Watch(string version)
    {
        var seconds = (int)jitter.Between(options.WatchAtLeast, options.WatchAtMost).TotalSeconds;
        return new ApiRequest("watch", _target)
        {
            Query = $"watch=1&allowWatchBookmarks=true&resourceVersion={Uri.EscapeDataString(version)}&timeoutSeconds="
                + $"{seconds.ToString(CultureInfo.InvariantCulture)}",
            Accept = IsMetadata ? MediaTypes.Metadata : MediaTypes.Json,
            Limit = options.OpenTimeout,
        };
    }

    public Task<ApiStream> OpenAsync(ApiRequest request, CancellationToken cancellation) => api.OpenAsync(request, cancellation);

    public ReadDeadline Deadline(TimeSpan overall, CancellationToken cancellation) => new(options.Silence, overall, time, cancellation);
}
