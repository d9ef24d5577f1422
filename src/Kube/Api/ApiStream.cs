namespace Coffer.Kube.Api;

/// <summary>An answer that is read as it comes: exactly one of content and problem.</summary>
internal sealed class ApiStream(HttpResponseMessage? response, Stream? content, ApiProblem? problem) : IAsyncDisposable
{
    public ApiProblem? Problem => problem;

    public Stream Content => content ?? Stream.Null;

    public async ValueTask DisposeAsync()
    {
        if (content is not null)
        {
            await content.DisposeAsync();
        }

        response?.Dispose();
    }
}
