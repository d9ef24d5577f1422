namespace Coffer.Cli.Explain;

/// <summary>Somebody who wrote data into a Secret.</summary>
/// <param name="Manager">Field manager.</param>
/// <param name="Operation"><c>Apply</c> or <c>Update</c>.</param>
/// <param name="At">When it last wrote.</param>
/// <param name="Keys">Names of the keys that it wrote last.</param>
internal sealed record Writer(string Manager, string Operation, DateTimeOffset? At, IReadOnlyList<string> Keys);
