using System.Globalization;
using System.Text;
using System.Text.Json;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Transformations;

/// <summary>The keys that templates have filled. Holds secret values.</summary>
internal sealed class RenderedKeys
{
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> _entries = new(Utf8Order.Instance);
    private readonly HashSet<string> _ofTemplates = new(StringComparer.Ordinal);

    /// <summary>Keys and bytes.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Entries => _entries;

    /// <summary>How much the map of a template may hold.</summary>
    public int MaxFields { get; init; } = SpecLimits.Fields;

    /// <summary>Takes the output of one template.</summary>
    /// <returns>What is wrong with it, without a word of it; null for nothing.</returns>
    public string? Add(CollectedTemplate template, byte[] output)
    {
        if (template.Use == TemplateUse.Map)
        {
            return AddMap(template, output);
        }

        if (!SecretKeys.IsValid(template.Key))
        {
            return $"{template.Origin}: '{template.Key}' can't be a key of a Secret: {SecretKeys.Rule}";
        }

        _ofTemplates.Add(template.Key);
        _entries[template.Key] = output;
        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => "***";

    /// <summary>Templates that fill one key are more deliberate than a map: they win, and of two maps the later one.</summary>
    private string? AddMap(CollectedTemplate template, byte[] output)
    {
        if (output.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            return null;
        }

        if (AnswerScan.IsBeyond(output, MaxFields))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{template.Origin}: the map has more than {MaxFields} members, entries of "
                + $"lists among them, and no more are taken (the operator's setting --secret-fields)");
        }

        try
        {
            using var document = JsonDocument.Parse(output);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? AddMembers(template, document.RootElement)
                : $"{template.Origin}: the output is no JSON object; end the template with {{{{ toJson $map }}}}";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The exception's own words quote the output; the second kind is half a surrogate pair.
            return $"{template.Origin}: the output is no JSON; end the template with {{{{ toJson $map }}}}, and "
                + "let nothing else put text out";
        }
    }

    private string? AddMembers(CollectedTemplate template, JsonElement map)
    {
        foreach (var (index, member) in map.EnumerateObject().Index())
        {
            if (!SecretKeys.IsValid(member.Name))
            {
                // The name may be made of values.
                return $"{template.Origin}: key {index + 1} of the map (not shown, it may be a value) can't be a key "
                    + $"of a Secret: {SecretKeys.Rule}";
            }

            if (!_ofTemplates.Contains(member.Name))
            {
                _entries[member.Name] = member.Value.ValueKind == JsonValueKind.String
                    ? Encoding.UTF8.GetBytes(member.Value.GetString()!)
                    : GoJson.Bytes(member.Value);
            }
        }

        return null;
    }
}
