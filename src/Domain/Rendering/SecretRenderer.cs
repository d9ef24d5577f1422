using System.Globalization;
using System.Text;
using System.Text.Json;
using Coffer.Domain.Transformations;
using Coffer.Templates;

namespace Coffer.Domain.Rendering;

/// <summary>Turns what Vault answered into the data of a Secret.</summary>
public static class SecretRenderer
{
    /// <summary>The API server counts the values of a Secret, not its keys.</summary>
    private const int MaxSize = 1_048_576;

    /// <summary>
    /// Builds the data without templates: the fields that the filter keeps, and the whole answer under <c>_raw</c> unless that is excluded.
    /// </summary>
    /// <param name="reading">What was read.</param>
    /// <param name="filter">Which fields are kept; <c>_raw</c> is never filtered.</param>
    /// <param name="matcher">Pays for the filter's patterns.</param>
    /// <param name="excludeRaw">Leaves <c>_raw</c> out.</param>
    /// <param name="problem">Set when the data can't be built; names a field, never a value.</param>
    /// <returns>The data; null with a problem.</returns>
    public static SecretData? Render(
        SourceContent reading, FieldFilter filter, PatternMatcher matcher, bool excludeRaw, out string? problem) =>
        Render(reading, filter, matcher, excludeRaw, new RenderedKeys(), out problem);

    /// <summary>Builds the data: what templates rendered, then the fields that the filter keeps and no template has filled.</summary>
    internal static SecretData? Render(
        SourceContent reading, FieldFilter filter, PatternMatcher matcher, bool excludeRaw, RenderedKeys rendered, out string? problem)
    {
        problem = excludeRaw ? null : RawProblem(reading, rendered);
        if (problem is not null || Entries(reading, filter, matcher, rendered, out problem) is not { } entries)
        {
            return null;
        }

        problem = KeyProblem(entries.Keys);
        if (problem is not null)
        {
            return null;
        }

        if (!excludeRaw)
        {
            entries[SecretData.RawKey] = GoJson.Bytes(reading.Raw);
        }

        if (SizeProblem(entries) is { } large)
        {
            problem = large;
            return null;
        }

        return new SecretData(entries, excludeRaw ? default(ReadOnlyMemory<byte>?) : GoJson.Bytes(reading.Fields));
    }

    private static SortedDictionary<string, ReadOnlyMemory<byte>>? Entries(
        SourceContent reading, FieldFilter filter, PatternMatcher matcher, RenderedKeys rendered, out string? problem)
    {
        var fields = reading.Fields.EnumerateObject().Where(field => !rendered.Entries.ContainsKey(field.Name)).ToList();
        if (filter.Choose(fields.Select(field => field.Name), matcher, out problem) is not { } kept)
        {
            return null;
        }

        var entries = new SortedDictionary<string, ReadOnlyMemory<byte>>(rendered.Entries.ToDictionary(), Utf8Order.Instance);
        foreach (var field in fields.Where(field => kept.Contains(field.Name)))
        {
            entries[field.Name] = reading.Spelled.TryGetValue(field.Name, out var spelled) ? spelled : Value(field.Value);
        }

        foreach (var (key, value) in reading.Added)
        {
            entries[key] = rendered.Entries.TryGetValue(key, out var own) ? own : value;
        }

        return entries;
    }

    private static byte[] Value(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(value.GetString()!) : GoJson.Bytes(value);

    private static string? RawProblem(SourceContent reading, RenderedKeys rendered) =>
        reading.Fields.TryGetProperty(SecretData.RawKey, out _)
            ? "the secret in Vault has a field '_raw', which is the key of the untransformed answer: rename the field, or set "
                + "spec.destination.transformation.excludeRaw"
        : rendered.Entries.ContainsKey(SecretData.RawKey)
            ? "a template fills the key '_raw', which is the key of the untransformed answer: choose another key, or set "
                + "spec.destination.transformation.excludeRaw"
        : null;

    private static string? KeyProblem(IEnumerable<string> keys)
    {
        var bad = keys.Where(key => !SecretKeys.IsValid(key)).ToList();
        return bad.Count == 0
            ? null
            : $"a Secret can't hold the {(bad.Count == 1 ? "field" : "fields")} {SecretKeys.List(bad)}: {SecretKeys.Rule}; leave "
                + $"{(bad.Count == 1 ? "it" : "them")} out by "
                + "spec.destination.transformation.excludes, or give other keys by its templates or mapTemplate";
    }

    /// <summary>Asking the API server would be a refusal, and a megabyte there for each try.</summary>
    private static string? SizeProblem(SortedDictionary<string, ReadOnlyMemory<byte>> entries)
    {
        var size = entries.Values.Sum(value => (long)value.Length);
        if (size <= MaxSize)
        {
            return null;
        }

        var raw = entries.TryGetValue(SecretData.RawKey, out var whole)
            ? string.Create(CultureInfo.InvariantCulture,
                $"leave out _raw, which takes {whole.Length} of them, by spec.destination.transformation.excludeRaw, or ")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"the Secret would hold {size} bytes and a Secret holds {MaxSize} at most: "
            + $"{raw}choose fields by spec.destination.transformation.includes and excludes");
    }
}
