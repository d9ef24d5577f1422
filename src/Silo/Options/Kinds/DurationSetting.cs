using System.Globalization;
using Coffer.Domain.Timing;

namespace Coffer.Silo.Options.Kinds;

/// <summary>A time, as manifests and the reference's flags write it: a number and one unit.</summary>
internal sealed class DurationSetting(string key, string flag, params IReadOnlyList<string> variables)
    : TypedSetting<TimeSpan>(key, flag, variables)
{
    /// <summary>The shortest that is taken.</summary>
    public required TimeSpan Least { get; init; }

    /// <summary>The longest that is taken.</summary>
    public required TimeSpan Most { get; init; }

    public override string Range => $"{Written(Least)} to {Written(Most)}";

    public override TimeSpan Read(string text, ICollection<string> faults)
    {
        if (Durations.TryParseSetting(text, out var value) && value >= Least && value <= Most)
        {
            return value;
        }

        var range = string.Create(CultureInfo.InvariantCulture, $"{Least.TotalSeconds}s to {Most.TotalSeconds}s");
        faults.Add($"'{text}' is not a time from {range}; write it as 500ms, 5s, 2m or 1h");
        return Default;
    }

    /// <summary>Up to a minute in seconds, up to an hour in minutes.</summary>
    protected override string Written(TimeSpan value) => value switch
    {
        _ when value == TimeSpan.Zero => "0s",
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds}ms"),
        { TotalMinutes: <= 1 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds}s"),
        { TotalHours: <= 1 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalMinutes}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.TotalHours}h"),
    };
}
