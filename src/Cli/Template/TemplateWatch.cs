using System.Threading.Channels;
using Coffer.Cli.CommandLine;

namespace Coffer.Cli.Template;

/// <summary>Renders again whenever one of the files is saved, until it is told to stop.</summary>
internal static class TemplateWatch
{
    /// <summary>Editors save in several steps.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(TemplateJob job, TemplateStreams streams, CancellationToken cancellation)
    {
        if (job.Manifests == TemplateJob.StandardInput || job.Secret == TemplateJob.StandardInput)
        {
            await streams.Error.WriteLineAsync("--watch needs files: standard input can be read once");
            return ExitCode.NotWell;
        }

        var saved = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var manifests = Watch(job.Manifests, saved.Writer);
        using var secret = Watch(job.Secret, saved.Writer);
        try
        {
            for (var code = await TemplateAction.RunAsync(job, streams, cancellation); ; code = await AgainAsync(
                job, streams, cancellation))
            {
                await streams.Error.WriteLineAsync(
                    code == ExitCode.Well ? "# rendered; waiting for the next save" : "# not rendered; waiting for the next save");
                await saved.Reader.ReadAsync(cancellation);
                await Task.Delay(Settle, TimeProvider.System, cancellation);
                saved.Reader.TryRead(out _);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Well;
        }
    }

    private static async Task<int> AgainAsync(TemplateJob job, TemplateStreams streams, CancellationToken cancellation)
    {
        await streams.Out.WriteLineAsync("---");
        return await TemplateAction.RunAsync(job, streams, cancellation);
    }

    /// <summary>Watches the folder, because many editors save by putting a new file in the old one's place.</summary>
    private static FileSystemWatcher Watch(string file, ChannelWriter<bool> saved)
    {
        var path = Path.GetFullPath(file);
        var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path))
        {
            NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName | NotifyFilters.Size,
        };
        watcher.Changed += (_, _) => saved.TryWrite(true);
        watcher.Created += (_, _) => saved.TryWrite(true);
        watcher.Renamed += (_, _) => saved.TryWrite(true);
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
