namespace Coffer.Cli.Output;

/// <summary>What a piece of text means; a terminal shows it by a colour.</summary>
internal enum Tone
{
    /// <summary>Nothing in particular.</summary>
    Plain,

    /// <summary>A heading or a name.</summary>
    Strong,

    /// <summary>Beside the point.</summary>
    Faint,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>To be looked at, or waited for.</summary>
    Doubtful,

    /// <summary>Broken.</summary>
    Bad,
}
