namespace Coffer.Silo.Options.Kinds;

/// <summary>Any text; null for none.</summary>
internal sealed class TextSetting(string key, string flag, params IReadOnlyList<string> variables)
    : TypedSetting<string?>(key, flag, variables)
{
    public override string? Read(string text, ICollection<string> faults) => text;

    protected override string Written(string? value) => value ?? "none";
}
