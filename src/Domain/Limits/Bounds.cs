using System.Globalization;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Limits;

/// <summary>Checks of sizes that several kinds share.</summary>
internal static class Bounds
{
    /// <summary>An object that is too large as a whole: nothing else is told of it, as its spec was not even read.</summary>
    public static SpecError? Whole(ObjectMeta meta) => meta.OversizeBytes is { } bytes
        ? new SpecError("spec", string.Create(CultureInfo.InvariantCulture, $"the object takes {bytes} bytes and {SpecLimits.ObjectBytes} "
            + $"at most are looked at: split it into several, or move what they share into a SecretTransformation"))
        : null;

    /// <summary>A list or map of too many entries.</summary>
    public static IEnumerable<SpecError> Count(string field, int count, int most, string remedy) => count <= most
        ? []
        : [new SpecError(
            field, string.Create(CultureInfo.InvariantCulture, $"has {count} entries and {most} at most are taken: {remedy}"))];

    /// <summary>A text that is too long.</summary>
    public static IEnumerable<SpecError> Length(string field, string? text, int most) => (text?.Length ?? 0) <= most
        ? []
        : [new SpecError(field, string.Create(
            CultureInfo.InvariantCulture, $"has {text!.Length} characters and {most} at most are taken: write a shorter one"))];

    /// <summary>Patterns of field names; the first long one is told, as all would be told for the same reason.</summary>
    public static IEnumerable<SpecError> Patterns(string field, IReadOnlyList<string>? patterns)
    {
        var counted = Count(field, patterns?.Count ?? 0, SpecLimits.Patterns, "join patterns by |").ToList();
        return counted.Count > 0
            ? counted
            : (patterns ?? []).Index().SelectMany(each => Length($"{field}[{each.Index}]", each.Item, SpecLimits.PatternLength)).Take(1);
    }

    /// <summary>Templates by number.</summary>
    public static IEnumerable<SpecError> Templates(string field, int count) =>
        Count(field, count, SpecLimits.Templates, "spread them over several SecretTransformations");

    /// <summary>The text of templates that are parsed together.</summary>
    public static IEnumerable<SpecError> Text(string field, IEnumerable<Template?> templates, long most)
    {
        var length = templates.Sum(template => (long)(template?.Text.Length ?? 0));
        return length <= most
            ? []
            : [new SpecError(field, string.Create(CultureInfo.InvariantCulture, $"the templates have {length} characters together and "
                + $"{most} at most are parsed: shorten them (the operator's setting --template-text)"))];
    }
}
