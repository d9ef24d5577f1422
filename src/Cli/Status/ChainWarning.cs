namespace Coffer.Cli.Status;

/// <summary>A Warning Event.</summary>
/// <param name="At">When it last happened.</param>
/// <param name="Reason">CamelCase.</param>
/// <param name="Message">For people.</param>
internal sealed record ChainWarning(DateTimeOffset? At, string Reason, string Message);
