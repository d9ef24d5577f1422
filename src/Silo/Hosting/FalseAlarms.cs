namespace Coffer.Silo.Hosting;

/// <summary>What Orleans warns of where nothing is wrong. A log that cries at each start and stop is one that nobody reads.</summary>
internal static class FalseAlarms
{
    /// <param name="category">Who speaks.</param>
    /// <param name="code">Orleans' number of the message.</param>
    /// <param name="values">The values in the message.</param>
    /// <param name="uptime">Age of this process.</param>
    public static bool Is(string category, int code, IReadOnlyList<KeyValuePair<string, object?>> values, TimeSpan uptime) =>
        (category, code) switch
        {
            // The garbage collector of workstations is chosen: the other takes several times the memory.
            ("Orleans.Runtime.Silo", 100405) => true,
            // Its first look counts from the start of the machine.
            ("Orleans.Runtime.Watchdog", 100150) => TimeSpan.TryParse(
                Value(values, "TimeSinceLastTick")?.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var since)
                && since > uptime,
            // It waits on purpose.
            ("Orleans.Runtime.SiloLifecycleSubject", 100452) => Value(values, "Name") as string == nameof(Farewell),
            _ => false,
        };

    private static object? Value(IReadOnlyList<KeyValuePair<string, object?>> values, string name) =>
        values.FirstOrDefault(value => value.Key == name).Value;
}
