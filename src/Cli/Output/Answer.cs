using System.Text.Json.Serialization;

namespace Coffer.Cli.Output;

/// <summary>
/// An answer, as people see it and as <c>-o json</c> prints it: fields are added in later releases, never renamed or taken away.
/// </summary>
/// <param name="Kind">Kind of this document.</param>
internal abstract record Answer([property: JsonPropertyOrder(-1)] string Kind)
{
    /// <summary>Version of the schema.</summary>
    [JsonPropertyOrder(-2)]
    public string ApiVersion { get; } = "cli.coffer/v1";
}
