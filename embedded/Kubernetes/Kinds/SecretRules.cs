using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Kinds;

internal sealed class SecretRules : KindRules
{
    private const int MaxBytes = 1024 * 1024;

    public override void Decode(ResourceDefinition resource, JsonObject value)
    {
        foreach (var (_, item) in value.Object("data") ?? [])
        {
            if (item.AsText() is { } text && FirstBadByte(text) is { } bad)
            {
                throw Errors.BadRequest($"Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte {bad}");
            }
        }
    }

    public override void Default(JsonObject value)
    {
        if (value.Object("stringData") is { } texts)
        {
            var data = value.Object("data");
            if (data is null)
            {
                value["data"] = data = [];
            }

            foreach (var (key, text) in texts)
            {
                data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text.AsText() ?? ""));
            }
        }

        value.Remove("stringData");
        foreach (var key in value.Object("data")?.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList() ?? [])
        {
            value["data"]![key] = "";
        }

        if (string.IsNullOrEmpty(value.Text("type")))
        {
            value["type"] = "Opaque";
        }

        if (value.Object("data") is null or { Count: 0 })
        {
            value.Remove("data");
        }
    }

    public override IEnumerable<FieldError> Validate(JsonObject? old, JsonObject value)
    {
        var data = value.Object("data") ?? [];
        long total = 0;
        foreach (var (key, item) in data)
        {
            if (Names.CheckConfigKey(key) is { } why)
            {
                yield return FieldError.Invalid($"data[{key}]", key, why);
            }

            total += DecodedLength(item.AsText() ?? "");
        }

        if (total > MaxBytes)
        {
            yield return FieldError.TooLong("data", MaxBytes);
        }

        var type = value.Text("type")!;
        foreach (var error in SecretTypes.Validate(type, value.Metadata(), data))
        {
            yield return error;
        }

        if (old is null)
        {
            yield break;
        }

        foreach (var error in ValidateUpdate(old, value, type))
        {
            yield return error;
        }
    }

    private static IEnumerable<FieldError> ValidateUpdate(JsonObject old, JsonObject value, string type)
    {
        if (old.Text("type") != type)
        {
            yield return FieldError.Invalid("type", type, "field is immutable");
        }

        if (!old.Flag("immutable"))
        {
            yield break;
        }

        if (!value.Flag("immutable"))
        {
            yield return FieldError.Forbidden("immutable", "field is immutable when `immutable` is set");
        }

        if (!JsonNode.DeepEquals(old["data"], value["data"]))
        {
            yield return FieldError.Forbidden("data", "field is immutable when `immutable` is set");
        }
    }

    private static long DecodedLength(string base64) =>
        (base64.Length / 4 * 3) - (base64.EndsWith("==", StringComparison.Ordinal) ? 2 : base64.EndsWith('=') ? 1 : 0);

    /// <summary>Where Go's decoder would stop; it skips line ends.</summary>
    private static int? FirstBadByte(string text)
    {
        if (text.Length % 4 == 0 && System.Buffers.Text.Base64.IsValid(text) && !text.AsSpan().ContainsAny(' ', '\t'))
        {
            return null;
        }

        var significant = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\r' or '\n')
            {
                continue;
            }

            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/'))
            {
                return c == '=' && significant % 4 >= 2 && text[i..].Trim('=', '\r', '\n').Length == 0
                    && (significant + Padding(text, i)) % 4 == 0
                    ? null
                    : i;
            }

            significant++;
        }

        return significant % 4 == 0 ? null : text.Length - (significant % 4);
    }

    private static int Padding(string text, int from) => text.AsSpan(from).Count('=');
}
