namespace Coffer.Silo.Options;

/// <summary>One thing that can be set: by flag, by environment variable, or in the section <c>Coffer</c> of appsettings.json. The first that is given wins, in this order.</summary>
/// <param name="Key">Name in appsettings.</param>
/// <param name="Flag">Name on the command line.</param>
/// <param name="Help">What it does, for <c>--help</c>; ends with the default.</param>
/// <param name="Variables">Environment variables, own name first. An empty one counts as not set.</param>
internal sealed record Setting(string Key, string Flag, string Help, params IReadOnlyList<string> Variables)
{
    /// <summary>True for a switch, which may stand on the command line without a value.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>What a message about this setting calls it.</summary>
    public string Label => Variables.Count == 0 ? Flag : $"{Flag} ({Variables[0]})";
}
