namespace Coffer.Contracts.Ports;

/// <summary>Takes what a watch sees. Calls come one at a time and in order.</summary>
public interface IWatchSink
{
    /// <summary>A list begins: what is not seen until <see cref="Listed"/> is gone.</summary>
    void Listing();

    /// <summary>The object is there, in this state.</summary>
    void Seen(Watched item);

    /// <summary>The object is gone.</summary>
    void Deleted(Watched item);

    /// <summary>The object is there, but is not what its kind promises and can't be shown. It counts as seen: it is not gone.</summary>
    void Unreadable(ObjectKey key);

    /// <summary>The list is complete.</summary>
    void Listed(string resourceVersion);

    /// <summary>The watch is alive and has seen everything up to this version.</summary>
    void Progress(string resourceVersion);

    /// <summary>The list or watch failed; it will be tried again.</summary>
    void Broken(Failure failure);
}
