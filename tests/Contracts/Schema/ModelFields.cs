using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Tests.Schema;

/// <summary>The fields of <c>spec</c> and <c>status</c> as the records have them. Defaults are what reading <c>{}</c> gives.</summary>
internal static class ModelFields
{
    public static Type Root(string kind) =>
        typeof(ResourceKinds).Assembly.GetType($"Coffer.Contracts.Resources.{kind}", throwOnError: true)!;

    public static IEnumerable<ModelField> Of(string kind) =>
        Below("spec", Root(kind).GetProperty("Spec")!.PropertyType).Concat(Below("status", Root(kind).GetProperty("Status")!.PropertyType));

    private static IEnumerable<ModelField> Below(string path, Type record)
    {
        var empty = JsonSerializer.Deserialize("{}", record, ResourceJson.Default);
        return record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .SelectMany(property => Of(path, property, property.GetValue(empty)));
    }

    private static IEnumerable<ModelField> Of(string parent, PropertyInfo property, object? initial)
    {
        var path = $"{parent}.{property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name}";
        var (type, inner, suffix) = Describe(property.PropertyType);
        var nullable = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        var field = new Field(path, type, property.IsDefined(typeof(RequiredAttribute)), Rules(property, initial));
        return (inner is null ? [] : Below(path + suffix, inner)).Prepend(new ModelField(field, property.PropertyType, nullable, initial));
    }

    private static (string Type, Type? Inner, string Suffix) Describe(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = Describe(type.GenericTypeArguments[0]);
            return ("[]" + item.Type, item.Inner, "[]");
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            var value = Describe(type.GenericTypeArguments[1]);
            return ("{}" + value.Type, value.Inner, "{}");
        }

        return (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var simple when simple == typeof(string) => ("string", null, ""),
            var simple when simple == typeof(bool) => ("boolean", null, ""),
            var simple when simple == typeof(int) || simple == typeof(long) => ("integer", null, ""),
            var simple when simple == typeof(DateTimeOffset) => ("date-time", null, ""),
            var record => ("object", record, ""),
        };
    }

    private static string Rules(PropertyInfo property, object? initial) => string.Join(' ', new[]
    {
        Rule("default", Default(initial)),
        Rule("minimum", property.GetCustomAttribute<MinimumAttribute>()?.Value),
        Rule("maximum", property.GetCustomAttribute<MaximumAttribute>()?.Value),
        Rule("minLength", property.GetCustomAttribute<MinLengthAttribute>()?.Length),
        Rule(MaxName(property.PropertyType), property.GetCustomAttribute<MaxLengthAttribute>()?.Length),
        Rule("pattern", property.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern),
        Rule("enum", property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed ? string.Join(',', allowed.Values) : null),
        Rule("itemLength", property.GetCustomAttribute<MaxItemLengthAttribute>()?.Value),
    }.Where(rule => rule.Length > 0));

    private static string MaxName(Type type) =>
        type == typeof(string) ? "maxLength"
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? "maxProperties"
        : "maxItems";

    private static string Rule(string name, object? value) =>
        value is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{name}={value}");

    private static object? Default(object? initial) => initial switch
    {
        true => "true",
        long and not 0L or int and not 0 => initial,
        string { Length: > 0 } => initial,
        ICollection { Count: > 0 } => initial,
        _ => null,
    };
}

/// <summary>A field of a record.</summary>
internal sealed record ModelField(Field Field, Type Clr, bool Nullable, object? Initial);
