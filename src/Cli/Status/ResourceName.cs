using Coffer.Cli.CommandLine;
using Coffer.Cli.Resources;
using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Status;

/// <summary>A resource as people name it: <c>KIND/NAME</c>, or <c>NAME</c> of whichever kind of secret.</summary>
/// <param name="Kind">The kind; null where it was left out.</param>
/// <param name="Name">The name.</param>
internal sealed record ResourceName(ResourceKind? Kind, string Name)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static ResourceName Parse(string text) => text.Split('/') switch
    {
        [{ Length: > 0 } name] => new ResourceName(null, name),
        [{ Length: > 0 } kind, { Length: > 0 } name] => new ResourceName(
            KindNames.Find(kind) ?? throw new CommandException(
                $"'{SafeName(kind)}' is no kind of Coffer's; write one of {string.Join(", ", KindNames.All)}"), name),
        _ => throw new CommandException($"'{SafeName(text)}' is no name; write KIND/NAME, and the namespace with -n"),
    };

    /// <summary>Finds the object.</summary>
    /// <exception cref="CommandException">It is not there, or there is more than one.</exception>
    public async Task<CofferObject> FindAsync(ChainReader reader, string @namespace, CancellationToken cancellation)
    {
        var key = new ObjectKey(@namespace, Name);
        if (Kind is { } kind)
        {
            return CommandException.Value(await reader.ReadAsync(kind, key, cancellation));
        }

        var looks = await Task.WhenAll(KindNames.Secrets.Select(kind => reader.ReadAsync(kind, key, cancellation)));
        var found = looks.Where(look => look.Failure is null).Select(CommandException.Value).ToList();
        return found switch
        {
            [var only] => only,
            [] when looks.FirstOrDefault(look => look.Failure is not { Kind: FailureKind.NotFound }) is { } unread =>
                CommandException.Value(unread),
            [] => throw new CommandException($"there is no {string.Join(", ", KindNames.Secrets)} {key}; name its namespace with -n"),
            _ => throw new CommandException(
                $"{key} is the name of several: write one of {string.Join(", ", found.Select(one => $"{one.Kind}/{Name}"))}"),
        };
    }

    private static string SafeName(string text) => Output.SafeLine.Of(text, ShortText.MaxName);
}
