using Coffer.Cli.Output;

namespace Coffer.Cli.Sync;

/// <summary>One line that is written over while a person waits; nothing where nobody watches.</summary>
internal sealed class SyncProgress(Terminal terminal)
{
    private const int Named = 3;
    private const string Erase = "\r\e[K";

    /// <summary>Writes the line; takes it away when nothing is waited for any more.</summary>
    public void Show(IReadOnlyList<SyncResult> answered, IReadOnlyList<SyncRequest> pending)
    {
        if (terminal.Live)
        {
            terminal.Error.Write(pending.Count == 0 ? Erase : $"{Erase}{Text(answered, pending)}");
            terminal.Error.Flush();
        }
    }

    /// <summary>The line.</summary>
    public static string Text(IReadOnlyList<SyncResult> answered, IReadOnlyList<SyncRequest> pending)
    {
        var names = string.Join(", ", pending.Take(Named).Select(request => SafeLine.Of(request.Resource.Metadata.Name)));
        var more = pending.Count > Named ? $" and {pending.Count - Named} more" : "";
        return $"{answered.Count} of {answered.Count + pending.Count} answered, waiting for {names}{more}";
    }
}
