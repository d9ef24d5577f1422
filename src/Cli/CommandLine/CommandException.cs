using Coffer.Contracts;

namespace Coffer.Cli.CommandLine;

/// <summary>There is no answer; the message is for the person at the terminal.</summary>
internal sealed class CommandException(string message) : Exception(message)
{
    /// <summary>The value of an outcome that the command can't do without.</summary>
    /// <exception cref="CommandException">It is a failure.</exception>
    public static T Value<T>(Outcome<T> outcome)
        where T : notnull => outcome.TryGet(out var value, out var failure) ? value : throw new CommandException(failure.Message);
}
