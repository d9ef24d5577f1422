using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;
using Microsoft.Extensions.Logging;

namespace Coffer.Kube.Watching;

/// <summary>Decodes and hands over, so that neither one unreadable object nor a fault of the sink ends the watch.</summary>
internal sealed partial class WatchReceiver(WatchSource source, IWatchSink sink, KubeMetrics metrics, ILogger log)
{
    /// <summary>The sink failed on something: what it knows is not to be trusted until the next list.</summary>
    public bool IsFaulted { get; private set; }

    public void Listing()
    {
        IsFaulted = false;
        Give(static sink => sink.Listing());
    }

    public void Listed(string version) => Give(sink => sink.Listed(version));

    public void Progress(string version)
    {
        metrics.Heard(source.Resource, source.Namespace);
        Give(sink => sink.Progress(version));
    }

    public void Broken(Failure failure) => Give(sink => sink.Broken(failure));

    /// <returns>The item's version; null when the item was skipped.</returns>
    public string? Item(ReadOnlySequence<byte> json, bool deleted)
    {
        metrics.Heard(source.Resource, source.Namespace);
        if (Decode(json, deleted) is not { } item)
        {
            return null;
        }

        if (deleted)
        {
            Give(sink => sink.Deleted(item));
        }
        else
        {
            Give(sink => sink.Seen(item));
        }

        return item.ResourceVersion;
    }

    private Watched? Decode(ReadOnlySequence<byte> json, bool deleted)
    {
        try
        {
            return source.Decoder.Decode(json, deleted);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or NotSupportedException)
        {
            metrics.Undecodable(source.Resource);
            if (KeyOf(json) is not { } key)
            {
                LogUndecodable(log, source.Resource, "an object without a name", error.GetType().Name);
                return null;
            }

            LogUndecodable(log, source.Resource, key.ToString(), error.GetType().Name);
            if (!deleted)
            {
                Give(sink => sink.Unreadable(key));
            }

            return null;
        }
    }

    private static ObjectKey? KeyOf(ReadOnlySequence<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var metadata = document.RootElement.Child("metadata");
        return metadata?.Text("name") is { } name ? new ObjectKey(metadata.Value.Text("namespace") ?? "", name) : null;
    }

    [SuppressMessage("Design", "CA1031",
        Justification = "The edge of a background loop: a fault of the sink is made good by the next list.")]
    private void Give(Action<IWatchSink> call)
    {
        try
        {
            call(sink);
        }
        catch (Exception bug)
        {
            IsFaulted = true;
            LogFault(log, bug, source.Resource);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Skipped {Resource} {Object}: it can't be decoded ({Error})")]
    private static partial void LogUndecodable(ILogger log, string resource, string @object, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The receiver of {Resource} failed by a bug; listing anew")]
    private static partial void LogFault(ILogger log, Exception exception, string resource);
}
