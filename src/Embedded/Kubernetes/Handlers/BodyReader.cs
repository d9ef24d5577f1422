using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;
using YamlDotNet.Core;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>Bodies to nodes; what can't be read is a 400.</summary>
internal static class BodyReader
{
    public static JsonNode? Json(byte[] body, ICollection<string>? duplicates, string complaint)
    {
        try
        {
            return JsonText.Parse(body, duplicates);
        }
        catch (JsonException e)
        {
            throw Errors.BadRequest(complaint + Explain(body, e));
        }
    }

    public static JsonNode? Yaml(byte[] body, string complaint)
    {
        if (body.AsSpan().TrimStart(" \r\n\t"u8).StartsWith("{"u8))
        {
            return Json(body, null, complaint);
        }

        try
        {
            return Kubernetes.Json.Yaml.Parse(Encoding.UTF8.GetString(body)).FirstOrDefault();
        }
        catch (YamlException e)
        {
            throw Errors.BadRequest($"{complaint}yaml: {e.Message}");
        }
    }

    /// <summary>In the words of Go's decoder.</summary>
    private static string Explain(byte[] body, JsonException e)
    {
        var at = (int)(e.BytePositionInLine ?? 0);
        return body.Length == 0 || at >= body.Length
            ? "unexpected end of JSON input"
            : $"invalid character '{(char)body[at]}' looking for beginning of value";
    }
}
