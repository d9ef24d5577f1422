using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;
using Coffer.Embedded.Kubernetes.Tables;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>Writes answers.</summary>
internal static class Respond
{
    public const string JsonType = "application/json";

    public static async Task JsonAsync(HttpContext http, int code, JsonNode body, CancellationToken cancel)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = JsonType;
        var bytes = JsonText.ToBytes(body);
        http.Response.ContentLength = bytes.Length;
        await http.Response.BodyWriter.WriteAsync(bytes, cancel);
    }

    public static Task StatusAsync(HttpContext http, ApiStatus status, CancellationToken cancel)
    {
        if (status.RetryAfterSeconds is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return JsonAsync(http, status.Code, status.ToJson(), cancel);
    }

    public static async Task ObjectAsync(ApiRequest request, int code, StoredObject value, TimeProvider time, CancellationToken cancel)
    {
        var view = Negotiation.Choose(request.Http.Request, isList: false);
        if (view == View.Table)
        {
            await JsonAsync(request.Http, code,
                TablePrinter.Print(request.Resource, [value], value.Revision, time.GetUtcNow(), request.WantsWholeRows), cancel);
            return;
        }

        var response = request.Http.Response;
        response.StatusCode = code;
        response.ContentType = JsonType;
        ObjectBytes.WriteObject(response.BodyWriter, request.Resource, value, view);
        await response.BodyWriter.FlushAsync(cancel);
    }

    public static async Task TextAsync(HttpContext http, int code, string body, CancellationToken cancel)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(body, cancel);
    }

    public static Task NoSuchPathAsync(HttpContext http, CancellationToken cancel) => TextAsync(http, 404, "404 page not found\n", cancel);

    /// <summary>All warnings in one header line, as the API server sends them.</summary>
    public static void Warn(HttpContext http, IReadOnlyList<string> warnings)
    {
        if (warnings.Count > 0)
        {
            http.Response.Headers.Warning = string.Join(
                ", ", warnings.Select(text =>
                    $"299 - \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
        }
    }
}
