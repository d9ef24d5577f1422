using System.Text;
using Microsoft.AspNetCore.Http;

namespace Coffer.Tests.Support.Google;

/// <summary>What a service of Google answers.</summary>
internal sealed record GoogleAnswer(int Status, string Type, string Body)
{
    /// <summary>Headers beside the body's type.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = Type;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(Body), response.HttpContext.RequestAborted);
    }
}
