namespace Coffer.Cli.Template;

/// <summary>What was given can't be used; the message is for the person at the terminal.</summary>
internal sealed class InputException(string message) : Exception(message);
