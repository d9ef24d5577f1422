namespace Coffer.Silo.Options.Kinds;

/// <summary>Entries with commas between them; empty for none. Each entry counts once, and each faulty one is told.</summary>
internal sealed class ListSetting<T>(string key, string flag, params IReadOnlyList<string> variables)
    : TypedSetting<IReadOnlyList<T>>(key, flag, variables)
    where T : class
{
    /// <summary>No entries are a list, too.</summary>
    public override bool TakesNothing => true;

    /// <summary>Reads an entry, or says what is wrong with it.</summary>
    public required Func<string, (T? Entry, string? Fault)> Parse { get; init; }

    public override IReadOnlyList<T> Read(string text, ICollection<string> faults)
    {
        var entries = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct();
        var read = entries.Select(Parse).ToList();
        foreach (var fault in read.Select(static entry => entry.Fault).OfType<string>())
        {
            faults.Add(fault);
        }

        return [.. read.Select(static entry => entry.Entry).OfType<T>()];
    }

    protected override string Written(IReadOnlyList<T> value) => value.Count == 0 ? "none" : string.Join(',', value);
}
