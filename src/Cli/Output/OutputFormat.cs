namespace Coffer.Cli.Output;

/// <summary>How an answer is written.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Screen,

    /// <summary>For people, with more columns and whole texts.</summary>
    Wide,

    /// <summary>JSON of a documented schema.</summary>
    Json,

    /// <summary>The same as YAML.</summary>
    Yaml,
}
