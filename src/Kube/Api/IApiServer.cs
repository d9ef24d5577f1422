namespace Coffer.Kube.Api;

/// <summary>
/// The door to the API server: limits, pauses, classifies and counts. Never retries: only the caller knows what is safe to repeat.
/// </summary>
internal interface IApiServer
{
    /// <summary>Sends and reads the whole answer.</summary>
    Task<ApiAnswer> SendAsync(ApiRequest request, CancellationToken cancellation);

    /// <summary>Sends and hands out the answer as a stream, outside the limit on requests in flight.</summary>
    Task<ApiStream> OpenAsync(ApiRequest request, CancellationToken cancellation);
}
