using System.Globalization;
using System.Text.Json.Nodes;

namespace Coffer.EndToEnd.Tests.Walks;

/// <summary>
/// Makes edits, valid and invalid ones, from the schema of each kind and from a table of values that mean something.
/// Deterministic from the random source.
/// </summary>
/// <param name="fields">Fields by kind.</param>
/// <param name="values">Values by kind and field.</param>
internal sealed class EditMaker(IReadOnlyDictionary<string, IReadOnlyList<FieldSchema>> fields, JsonObject values)
{
    private const int LongText = 5_000;
    private const int ManyItems = 200;

    /// <summary>The kinds, each as often as it is edited.</summary>
    private static readonly string[] Kinds =
    [
        .. Enumerable.Repeat("VaultStaticSecret", 9), .. Enumerable.Repeat("SecretTransformation", 3), .. Enumerable.Repeat("VaultAuth", 3),
        .. Enumerable.Repeat("VaultConnection", 2), "VaultDynamicSecret", "VaultPKISecret", "VaultAuthGlobal",
    ];

    /// <summary>An edit of one of these objects; null when this draw changes nothing.</summary>
    /// <param name="manifests">The objects by kind; null for one that was deleted.</param>
    /// <param name="first">The objects as they were at first, for making one again.</param>
    /// <param name="random">Source of all choices.</param>
    public Edit? Make(IReadOnlyDictionary<string, JsonObject?> manifests, IReadOnlyDictionary<string, JsonObject> first, Random random)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        if (manifests[kind] is not { } manifest)
        {
            return new Edit(kind, first[kind].DeepClone().AsObject(), "made again") { Step = Step.MakeAgain };
        }

        return random.Next(100) switch
        {
            < 4 => new Edit(kind, null, "deleted") { Step = Step.Delete },
            < 10 => Metadata(kind, manifest, random),
            < 65 when values[kind] is JsonObject known => Known(kind, manifest, known, random),
            _ => Any(kind, manifest, random),
        };
    }

    /// <summary>Labels and annotations are inputs of templates; one annotation asks for a sync.</summary>
    private static Edit? Metadata(string kind, JsonObject manifest, Random random)
    {
        var number = random.Next(5).ToString(CultureInfo.InvariantCulture);
        (string Map, string Key, string? Value) place = random.Next(5) switch
        {
            0 => ("annotations", "secrets.hashicorp.com/force-sync", number),
            1 => ("annotations", "note", null),
            2 => ("annotations", "note", number),
            3 => ("labels", "tier", number),
            _ => ("labels", "tier", random.Next(2) == 0 ? null : "not a label!"),
        };
        return Edit.Of(
            kind, manifest, ["metadata", place.Map, place.Key], random, _ => place.Value is null ? null : JsonValue.Create(place.Value));
    }

    private static Edit? Known(string kind, JsonObject manifest, JsonObject known, Random random)
    {
        var (path, choices) = known.ElementAt(random.Next(known.Count));
        var choice = choices!.AsArray()[random.Next(choices.AsArray().Count)];
        return Edit.Of(kind, manifest, ["spec", .. path.Split('.')], random, _ => choice?.DeepClone());
    }

    private Edit? Any(string kind, JsonObject manifest, Random random)
    {
        var field = fields[kind][random.Next(fields[kind].Count)];
        return Edit.Of(kind, manifest, ["spec", .. field.Path], random, old => random.Next(6) == 0 ? null : field.Type switch
        {
            "boolean" => Boolean(old, random),
            "integer" => Integer(field, random),
            "array" => Array(field, old as JsonArray, random),
            "object" => Object(field, old as JsonObject, random),
            _ => Text(field, random),
        });
    }

    private static JsonValue Boolean(JsonNode? old, Random random) =>
        random.Next(4) == 0
            ? JsonValue.Create("yes")
            : JsonValue.Create(old is not JsonValue value || !value.TryGetValue<bool>(out var flag) || !flag);

    private static JsonValue Integer(FieldSchema field, Random random)
    {
        var least = (long?)field.Schema["minimum"] ?? 0;
        return random.Next(7) switch
        {
            0 => JsonValue.Create(least),
            1 => JsonValue.Create(least - 1),
            2 => JsonValue.Create(least + 1 + random.Next(1000)),
            3 => JsonValue.Create(long.MaxValue),
            4 => JsonValue.Create(-7),
            5 => JsonValue.Create(1.5),
            _ => JsonValue.Create("7"),
        };
    }

    private static JsonNode Text(FieldSchema field, Random random) => random.Next(8) switch
    {
        0 => "",
        1 => new string('x', (int)(field.MaxLength ?? 252) + 1),
        2 => new string('x', LongText),
        3 => 7,
        4 => new JsonObject(),
        5 => "ünï cödé \u0007\n",
        6 => field.Enum.Count > 0 ? field.Enum[random.Next(field.Enum.Count)] : field.HasPattern ? "2s" : "walk",
        _ => field.Enum.Count > 0 || field.HasPattern ? "no-such-value" : "Walk It!",
    };

    private static JsonNode Array(FieldSchema field, JsonArray? old, Random random)
    {
        var list = old ?? [];
        var items = field.Schema["items"]!.AsObject();
        switch (random.Next(6))
        {
            case 0: return new JsonArray();
            case 1: return new JsonObject();
            case 2:
                return new JsonArray(
                    [.. Enumerable.Range(0, (int)(field.MaxItems ?? ManyItems) + 1).Select(_ => FieldSchema.Sample(items))]);
            case 3 when list.Count > 0:
                list.RemoveAt(random.Next(list.Count));
                return list;
            case 4 when list.Count > 0:
                list.Add(list[random.Next(list.Count)]?.DeepClone());
                return list;
            default:
                list.Add(FieldSchema.Sample(items));
                return list;
        }
    }

    private static JsonNode Object(FieldSchema field, JsonObject? old, Random random)
    {
        var map = old ?? [];
        switch (random.Next(field.IsMap ? 6 : 4))
        {
            case 0: return new JsonObject();
            case 1: return "walk";
            case 2:
                map["noSuchField"] = "walk";
                return map;
            case 3: return FieldSchema.Sample(field.Schema);
            case 4:
                map[random.Next(2) == 0 ? "more" : "not a key!"] = FieldSchema.Sample(field.Schema["additionalProperties"]!.AsObject());
                return map;
            default:
                return new JsonObject(Enumerable.Range(0, ManyItems).Select(number => KeyValuePair.Create(
                    string.Create(CultureInfo.InvariantCulture, $"key-{number}"),
                    (JsonNode?)FieldSchema.Sample(field.Schema["additionalProperties"]!.AsObject()))));
        }
    }
}
