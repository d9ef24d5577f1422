using System.Buffers.Text;
using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Schema;

/// <summary>Checks a value against a structural schema. What an update leaves unchanged is not judged again.</summary>
internal sealed class SchemaValidator
{
    private const string Status = "status.";

    private readonly List<FieldError> _errors = [];

    public static IReadOnlyList<FieldError> Validate(JsonObject value, JsonObject? old, SchemaNode schema)
    {
        var validator = new SchemaValidator();
        validator.CheckRequired(value, schema, "");
        foreach (var (name, child) in schema.Properties)
        {
            if (name is not ("metadata" or "apiVersion" or "kind") && value.ContainsKey(name))
            {
                validator.Check(value[name], old?[name], child, name);
            }
        }

        return validator._errors;
    }

    private void Check(JsonNode? value, JsonNode? old, SchemaNode schema, string path)
    {
        if (old is not null && JsonNode.DeepEquals(value, old))
        {
            return;
        }

        if (!CheckType(value, schema, path))
        {
            return;
        }

        CheckEnum(value, schema, path);
        switch (value)
        {
            case JsonObject map:
                CheckMap(map, old as JsonObject, schema, path);
                break;
            case JsonArray list:
                CheckList(list, old as JsonArray, schema, path);
                break;
            case JsonValue scalar:
                CheckScalar(scalar, schema, path);
                break;
        }
    }

    private bool CheckType(JsonNode? value, SchemaNode schema, string path)
    {
        var actual = value.TypeName();
        var wanted = schema.IntOrString ? "integer,string" : schema.Type;
        var fits = (value is null && schema.Nullable)
            || (schema.IntOrString
                ? actual is "integer" or "string"
                : wanted is null || actual == wanted || (wanted == "number" && actual == "integer"));
        if (!fits)
        {
            _errors.Add(FieldError.WrongType(path, actual, $"{InBody(path)} must be of type {wanted}: \"{actual}\""));
        }

        return fits && value is not null;
    }

    private void CheckEnum(JsonNode? value, SchemaNode schema, string path)
    {
        if (schema.Enum is { } allowed && !allowed.Any(candidate => JsonNode.DeepEquals(candidate, value)))
        {
            _errors.Add(FieldError.NotSupported(path, value, allowed));
        }
    }

    private void CheckMap(JsonObject map, JsonObject? old, SchemaNode schema, string path)
    {
        CheckRequired(map, schema, path);
        if (schema.MaxProperties is { } most && map.Count > most)
        {
            _errors.Add(FieldError.TooMany(path, map.Count, most));
        }

        if (schema.MinProperties is { } least && map.Count < least)
        {
            Invalid(path, map, $"should have at least {least} properties");
        }

        foreach (var (name, value) in map)
        {
            if (schema.Properties.TryGetValue(name, out var child) || (child = schema.AdditionalProperties) is not null)
            {
                Check(value, old?[name], child, $"{path}.{name}");
            }
        }
    }

    private void CheckRequired(JsonObject map, SchemaNode schema, string path)
    {
        foreach (var name in schema.Required.Where(name => !map.ContainsKey(name)))
        {
            _errors.Add(FieldError.Required(path.Length == 0 ? name : $"{path}.{name}"));
        }
    }

    private void CheckList(JsonArray list, JsonArray? old, SchemaNode schema, string path)
    {
        if (schema.MaxItems is { } most && list.Count > most)
        {
            _errors.Add(FieldError.TooMany(path, list.Count, most));
        }

        if (schema.MinItems is { } least && list.Count < least)
        {
            Invalid(path, list, $"should have at least {least} items");
        }

        if (schema.Items is null)
        {
            return;
        }

        CheckUnique(list, schema, path);
        for (var i = 0; i < list.Count; i++)
        {
            Check(list[i], old?.Count > i ? old[i] : null, schema.Items, $"{path}[{i}]");
        }
    }

    /// <summary>The items of a set, and the keys of a list that is a map, are there once.</summary>
    private void CheckUnique(JsonArray list, SchemaNode schema, string path)
    {
        if (!schema.IsSet && !schema.IsAssociative)
        {
            return;
        }

        var seen = new Dictionary<string, bool>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var identity = schema.IsSet ? list[i] : new JsonObject(schema.ListMapKeys.Order(StringComparer.Ordinal)
                .Select(key => KeyValuePair.Create(key, (list[i] as JsonObject)?[key]?.DeepClone())).Where(pair => pair.Value is not null));
            var text = identity?.ToJsonString() ?? "null";
            if (seen.TryGetValue(text, out var isTold) && !isTold)
            {
                _errors.Add(FieldError.Duplicate($"{path}[{i}]", identity));
            }

            seen[text] = seen.ContainsKey(text);
        }
    }

    private void CheckScalar(JsonValue value, SchemaNode schema, string path)
    {
        if (value.AsText() is { } text)
        {
            CheckText(value, text, schema, path);
        }
        else if (value.TryGetValue<double>(out var number) || (value.TryGetValue<long>(out var whole) && (number = whole) == whole))
        {
            CheckNumber(value, number, schema, path);
        }
    }

    private void CheckText(JsonValue value, string text, SchemaNode schema, string path)
    {
        var length = new StringInfo(text).LengthInTextElements;
        if (schema.MaxLength is { } most && length > most)
        {
            _errors.Add(FieldError.TooLong(path, most));
        }

        if (schema.MinLength is { } least && length < least)
        {
            Invalid(path, value, $"should be at least {least} chars long");
        }

        if (schema.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            Invalid(path, value, $"should match '{schema.PatternText}'");
        }

        if (!FitsFormat(text, schema.Format))
        {
            _errors.Add(FieldError.WrongType(path, text, $"{InBody(path)} must be of type {schema.Format}: \"{text}\""));
        }
    }

    private static bool FitsFormat(string text, string? format) => format switch
    {
        "date-time" => text.Length > 19 && text[10] is 'T' or 't' && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "byte" => text.Length > 0 && text.Length % 4 == 0 && Base64.IsValid(text) && !text.AsSpan().ContainsAny(" \t\r\n"),
        _ => true,
    };

    private void CheckNumber(JsonValue value, double number, SchemaNode schema, string path)
    {
        if (schema.Minimum is { } least && (schema.ExclusiveMinimum ? number <= least : number < least))
        {
            Invalid(path, value,
                FormattableString.Invariant($"should be greater than {(schema.ExclusiveMinimum ? "" : "or equal to ")}{least}"));
        }

        if (schema.Maximum is { } most && (schema.ExclusiveMaximum ? number >= most : number > most))
        {
            Invalid(
                path, value, FormattableString.Invariant($"should be less than {(schema.ExclusiveMaximum ? "" : "or equal to ")}{most}"));
        }
    }

    private void Invalid(string path, JsonNode value, string should) =>
        _errors.Add(FieldError.Invalid(path, value, $"{InBody(path)} {should}"));

    /// <summary>A status is judged by itself, as a body of its own.</summary>
    private static string InBody(string path) =>
        $"{(path.StartsWith(Status, StringComparison.Ordinal) ? path[Status.Length..] : path)} in body";
}
