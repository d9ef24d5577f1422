namespace Coffer.Silo.Options;

/// <summary>Shape of the log.</summary>
internal enum LogFormat
{
    /// <summary>One JSON object per line.</summary>
    Json,

    /// <summary>For people.</summary>
    Text,
}
