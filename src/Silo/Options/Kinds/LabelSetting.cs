namespace Coffer.Silo.Options.Kinds;

/// <summary>An RFC 1123 label, as the API server demands of namespaces; null for none.</summary>
internal sealed class LabelSetting(string key, string flag, params IReadOnlyList<string> variables)
    : TypedSetting<string?>(key, flag, variables)
{
    /// <summary>What it names, with its article.</summary>
    public required string What { get; init; }

    public override string? Read(string text, ICollection<string> faults)
    {
        if (Fault(text, What) is { } fault)
        {
            faults.Add(fault);
        }

        return text;
    }

    /// <summary>What is wrong with a label; null when nothing is.</summary>
    public static string? Fault(string name, string what) =>
        IsLabel(name) ? null : $"'{name}' is not {what}; use lower-case letters, digits and '-', at most 63 of them";

    protected override string Written(string? value) => value ?? "none";

    private static bool IsLabel(string name) =>
        name.Length <= 63 && name[0] != '-' && name[^1] != '-'
        && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
