namespace Coffer.Silo.Options.Kinds;

/// <summary>True or false.</summary>
internal sealed class SwitchSetting(string key, string flag, params IReadOnlyList<string> variables)
    : TypedSetting<bool>(key, flag, variables)
{
    public override bool IsSwitch => true;

    public override bool Read(string text, ICollection<string> faults)
    {
        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        faults.Add($"'{text}' is neither true nor false");
        return Default;
    }

    protected override string Written(bool value) => value ? "true" : "false";
}
