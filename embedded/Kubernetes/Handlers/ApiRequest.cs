using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Access;
using Coffer.Embedded.Kubernetes.Protobuf;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Writing;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>A request for a resource, authenticated and resolved.</summary>
internal sealed class ApiRequest(
    HttpContext http, RequestTarget target, ResourceDefinition resource, UserInfo user, KubeRequest described, Admission admission)
{
    private const int BodyLimit = 3 * 1024 * 1024;

    public HttpContext Http { get; } = http;

    public RequestTarget Target { get; } = target;

    public ResourceDefinition Resource { get; } = resource;

    public UserInfo User { get; } = user;

    public bool IsDryRun => Query("dryRun").Length > 0;

    /// <summary>Whether the rows of a table bring their whole objects along.</summary>
    public bool WantsWholeRows => Query("includeObject") == "Object";

    /// <summary>The body's media type in lower case, without parameters.</summary>
    public string ContentType => MediaType(Http.Request);

    public static string MediaType(HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    public string Query(string name) => Http.Request.Query[name].ToString();

    public bool Flag(string name) => Query(name) is "true" or "1";

    public string Key(string name) => Resource.KeyOf(Target.Namespace, name);

    public WriteContext Write(string? name = null) => new(Resource, Target.Namespace, name ?? Target.Name)
    {
        Subresource = Target.Subresource,
        Manager = Query("fieldManager") is { Length: > 0 } manager ? manager
            : Http.Request.Headers.UserAgent.ToString().Split('/')[0] is { Length: > 0 } agent ? agent
            : "unknown",
        Force = Flag("force"),
        DryRun = IsDryRun,
        FieldValidation = Query("fieldValidation") is { Length: > 0 } validation ? validation : "Warn",
        Admit = Admit,
    };

    /// <exception cref="ApiException">Admission denies the write.</exception>
    public void Admit(string operation, string name, JsonObject value, List<string> warnings) =>
        admission.Check(Resource, new AdmittedWrite(operation, described with { Name = name }, value), warnings);

    /// <exception cref="ApiException">413: the body is over 3 MiB.</exception>
    public async Task<byte[]> ReadBodyAsync(CancellationToken cancel)
    {
        using var buffer = new MemoryStream((int)Math.Clamp(Http.Request.ContentLength ?? 4096, 0, BodyLimit));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await Http.Request.Body.ReadAsync(chunk, cancel)) > 0)
        {
            if (buffer.Length + read > BodyLimit)
            {
                throw Errors.TooLarge(BodyLimit);
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    /// <exception cref="ApiException">400 or 415: the body is no JSON (or YAML) object.</exception>
    public async Task<(JsonObject Value, IReadOnlyCollection<string> Duplicates)> ReadObjectAsync(CancellationToken cancel)
    {
        var body = await ReadBodyAsync(cancel);
        var duplicates = new List<string>();
        var value = ContentType switch
        {
            "" or "application/json" or "*/*" => BodyReader.Json(body, duplicates, "the object provided is unrecognized (must be of type "
                + Resource.Kind + "): couldn't get version/kind; json parse error: "),
            "application/vnd.kubernetes.protobuf" =>
                ProtobufReader.Read(body) ?? throw Errors.UnknownFormat(["application/json", "application/yaml"]),
            "application/yaml" => BodyReader.Yaml(body, "error decoding YAML: "),
            _ => throw Errors.UnknownFormat(["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"]),
        };
        return (value as JsonObject
            ?? throw Errors.BadRequest($"Object 'Kind' is missing in '{System.Text.Encoding.UTF8.GetString(body)}'"), duplicates);
    }
}
