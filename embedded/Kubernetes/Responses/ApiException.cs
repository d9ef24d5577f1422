namespace Coffer.Embedded.Kubernetes.Responses;

/// <summary>Ends a request with a Status.</summary>
internal sealed class ApiException(ApiStatus status) : Exception(status.Message)
{
    public ApiStatus Status { get; } = status;
}
