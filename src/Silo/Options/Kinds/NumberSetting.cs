using System.Globalization;

namespace Coffer.Silo.Options.Kinds;

/// <summary>A whole number.</summary>
internal sealed class NumberSetting(string key, string flag, params IReadOnlyList<string> variables)
    : TypedSetting<int>(key, flag, variables)
{
    /// <summary>The smallest that is taken.</summary>
    public required int Least { get; init; }

    /// <summary>The largest that is taken.</summary>
    public required int Most { get; init; }

    public override string Range => $"{Written(Least)} to {Written(Most)}";

    public override int Read(string text, ICollection<string> faults)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= Least && value <= Most)
        {
            return value;
        }

        faults.Add($"'{text}' is not a number from {Range}");
        return Default;
    }

    protected override string Written(int value) => value.ToString(CultureInfo.InvariantCulture);
}
