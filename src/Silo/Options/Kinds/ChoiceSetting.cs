namespace Coffer.Silo.Options.Kinds;

/// <summary>One word of several.</summary>
internal sealed class ChoiceSetting<T>(string key, string flag, params IReadOnlyList<string> variables)
    : TypedSetting<T>(key, flag, variables)
    where T : struct, Enum
{
    public override T Read(string text, ICollection<string> faults)
    {
        if (text.All(char.IsAsciiLetter) && Enum.TryParse<T>(text, ignoreCase: true, out var value))
        {
            return value;
        }

        faults.Add($"'{text}' is not known; choose {string.Join(" or ", Enum.GetNames<T>().Select(Lower))}");
        return Default;
    }

    protected override string Written(T value) => Lower(value.ToString());

    private static string Lower(string name) => name.ToLowerInvariant();
}
