namespace Coffer.Silo.Options;

/// <summary>
/// One thing that can be set: by flag, by environment variable, or in the section <c>Coffer</c> of appsettings.json. The first that is
/// given wins, in this order. All that is said of it, in the help text and in docs/settings.md, comes from here.
/// </summary>
/// <param name="key">Name in appsettings.</param>
/// <param name="flag">Name on the command line.</param>
/// <param name="variables">Environment variables, own name first. An empty one counts as not set.</param>
internal abstract class Setting(string key, string flag, IReadOnlyList<string> variables)
{
    /// <summary>Stands in <see cref="Text"/> for what is allowed.</summary>
    private const string RangeMark = "{range}";

    /// <summary>Name in appsettings.</summary>
    public string Key { get; } = key;

    /// <summary>Name on the command line.</summary>
    public string Flag { get; } = flag;

    /// <summary>Environment variables, own name first.</summary>
    public IReadOnlyList<string> Variables { get; } = variables;

    /// <summary>What it does, without a full stop at its end; <c>{range}</c> stands for the values that are allowed.</summary>
    public required string Text { get; init; }

    /// <summary>What the documentation says beside the help text; empty for nothing.</summary>
    public string Remark { get; init; } = "";

    /// <summary>The default in words, where it is no value that could be given; null where it is one.</summary>
    public string? DefaultWords { get; init; }

    /// <summary>The default as it is told.</summary>
    public abstract string DefaultText { get; }

    /// <summary>True for a switch, which may stand on the command line without a value.</summary>
    public virtual bool IsSwitch => false;

    /// <summary>True when an empty value on the command line is a value, and not the same as none.</summary>
    public virtual bool TakesNothing => false;

    /// <summary>The values that are allowed, as the help text says them; empty where <see cref="Text"/> tells them itself.</summary>
    public virtual string Range => "";

    /// <summary>What it does and what is allowed.</summary>
    public string Meaning => Text.Replace(RangeMark, Range, StringComparison.Ordinal);

    /// <summary>What <c>--help</c> says; ends with the default.</summary>
    public string Help => $"{Meaning}. Default: {DefaultText}.";

    /// <summary>What a message about this setting calls it.</summary>
    public string Label => Variables.Count == 0 ? Flag : $"{Flag} ({Variables[0]})";
}
