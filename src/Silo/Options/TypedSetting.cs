namespace Coffer.Silo.Options;

/// <summary>A setting of one type, with its default and how it is read.</summary>
internal abstract class TypedSetting<T>(string key, string flag, IReadOnlyList<string> variables) : Setting(key, flag, variables)
{
    /// <summary>What holds where nothing is given.</summary>
    public required T Default { get; init; }

    public override string DefaultText => DefaultWords ?? Written(Default);

    /// <summary>Reads what is given; the default where it is faulty.</summary>
    /// <param name="text">What is given; empty only where <see cref="Setting.TakesNothing"/>.</param>
    /// <param name="faults">Takes what is wrong with it, without the name of the setting.</param>
    public abstract T Read(string text, ICollection<string> faults);

    /// <summary>A value as people give it.</summary>
    protected abstract string Written(T value);
}
