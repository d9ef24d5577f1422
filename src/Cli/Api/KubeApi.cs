using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Coffer.Cli.Resources;
using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Api;

/// <summary>
/// Reads objects and sets annotations. Of Secrets it asks for the metadata alone: no answer that holds a value ever reaches this process.
/// </summary>
internal sealed class KubeApi(KubeConnection connection)
{
    private const string Json = "application/json";
    private const string Metadata = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    private const string MetadataList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
    private const int PageSize = 500;

    /// <summary>One object.</summary>
    public Task<Outcome<T>> GetAsync<T>(ResourceKind kind, ObjectKey key, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : notnull =>
        SendAsync(HttpMethod.Get, ApiPath.Of(kind, key), Accept(kind, Json, Metadata), null, type, $"{kind} {key}", cancellation);

    /// <summary>The objects of a namespace, or of all where it is null.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="namespace">The namespace; null for all.</param>
    /// <param name="query">Selectors, e.g. <c>labelSelector=a%3Db</c>; empty for none.</param>
    /// <param name="type">JSON of a list of them.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Outcome<IReadOnlyList<T>>> ListAsync<T>(
        ResourceKind kind, string? @namespace, string query, JsonTypeInfo<ObjectList<T>> type, CancellationToken cancellation)
    {
        var (all, next) = (new List<T>(), "");
        var what = @namespace is null ? $"{kind.Plural} of all namespaces" : $"{kind.Plural} of namespace {@namespace}";
        do
        {
            var path = $"{ApiPath.Of(kind, @namespace)}?limit={PageSize}{(query.Length > 0 ? $"&{query}" : "")}"
                + (next.Length > 0 ? $"&continue={Uri.EscapeDataString(next)}" : "");
            var answer = await SendAsync(HttpMethod.Get, path, Accept(kind, Json, MetadataList), null, type, what, cancellation);
            if (!answer.TryGet(out var page, out var failure))
            {
                return failure;
            }

            all.AddRange(page.Items);
            next = page.Metadata.Continue;
        }
        while (next.Length > 0);
        return Outcome.Ok<IReadOnlyList<T>>(all);
    }

    /// <summary>Sets an annotation of a custom resource.</summary>
    public Task<Outcome<CofferObject>> AnnotateAsync(
        ResourceKind kind, ObjectKey key, string annotation, string value, CancellationToken cancellation)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [annotation] = value } },
        };
        var path = $"{ApiPath.Of(kind, key)}?fieldManager=kubectl-coffer";
        return SendAsync(
            HttpMethod.Patch, path, Json, patch.ToJsonString(), ApiJson.Default.CofferObject, $"{kind} {key}", cancellation);
    }

    private static string Accept(ResourceKind kind, string whole, string metadata) => kind == ResourceKinds.Secret ? metadata : whole;

    private async Task<Outcome<T>> SendAsync<T>(
        HttpMethod method, string path, string accept, string? body, JsonTypeInfo<T> type, string what, CancellationToken cancellation)
        where T : notnull
    {
        using var request = new HttpRequestMessage(method, new Uri(connection.Address, path));
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/merge-patch+json");
        }

        try
        {
            await connection.AuthorizeAsync(request, cancellation);
            using var response = await connection.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            await using var content = await response.Content.ReadAsStreamAsync(cancellation);
            if (!response.IsSuccessStatusCode)
            {
                return Failures.Refused(what, response.StatusCode, await new StreamReader(content).ReadToEndAsync(cancellation));
            }

            var value = await JsonSerializer.DeserializeAsync(content, type, cancellation);
            return value is null ? Failures.Unreadable(what, "null") : value;
        }
        catch (JsonException error)
        {
            return Failures.Unreadable(what, error.Message);
        }
        catch (Exception error) when (error is HttpRequestException or IOException
            || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Failures.Unreachable(connection.Address, error);
        }
    }
}
