using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Patching;
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

    /// <summary>The body with the very text of its values.</summary>
    public static JsonElement Element(byte[] body, string complaint)
    {
        try
        {
            using var document = JsonDocument.Parse(body, RawNode.Reading);
            return document.RootElement.Clone();
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
        var at = Offset(body, e);
        return at >= body.Length ? "unexpected end of JSON input" : $"invalid character '{(char)body[at]}' {Place(body.AsSpan(0, at))}";
    }

    private static int Offset(ReadOnlySpan<byte> body, JsonException e)
    {
        var start = 0;
        for (var line = e.LineNumber ?? 0; line > 0 && body[start..].IndexOf((byte)'\n') is var end and >= 0; line--)
        {
            start += end + 1;
        }

        return start + (int)(e.BytePositionInLine ?? 0);
    }

    /// <summary>What stands before tells whether a value was begun or already over, as in <c>01</c>.</summary>
    private static string Place(ReadOnlySpan<byte> before)
    {
        var last = before.TrimEnd(" \t\r\n"u8);
        if (last.IsEmpty || "[{:,"u8.Contains(last[^1]))
        {
            return "looking for beginning of value";
        }

        return Innermost(before) switch
        {
            (byte)'{' => "after object key:value pair",
            (byte)'[' => "after array element",
            _ => "after top-level value",
        };
    }

    private static byte Innermost(ReadOnlySpan<byte> text)
    {
        var open = new Stack<byte>();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (isQuoted && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && (text[i] is (byte)'{' or (byte)'['))
            {
                open.Push(text[i]);
            }
            else if (!isQuoted && (text[i] is (byte)'}' or (byte)']'))
            {
                open.TryPop(out _);
            }
        }

        return open.TryPeek(out var innermost) ? innermost : default;
    }
}
