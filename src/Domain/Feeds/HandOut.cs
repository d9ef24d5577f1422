using Coffer.Contracts;

namespace Coffer.Domain.Feeds;

/// <summary>One piece of news on its way to its receiver: the newest that was known when it was taken.</summary>
/// <typeparam name="T">What is handed out.</typeparam>
public sealed class HandOut<T>
    where T : class
{
    internal HandOut(ObjectKey key, string uid, ulong version, T? item, bool deleted, bool urgent) =>
        (Key, Uid, Version, Item, Deleted, Urgent) = (key, uid, version, item, deleted, urgent);

    /// <summary>The object.</summary>
    public ObjectKey Key { get; }

    /// <summary>Its UID.</summary>
    public string Uid { get; }

    /// <summary>Its resourceVersion; of a deletion, the version at which it was seen to be gone.</summary>
    public ulong Version { get; }

    /// <summary>What to hand out; may be null for a deletion.</summary>
    public T? Item { get; }

    /// <summary>The object is gone.</summary>
    public bool Deleted { get; }

    /// <summary>Goes before news that is not.</summary>
    public bool Urgent { get; }

    /// <summary>
    /// The epoch that it was seen in: what the receiver holds of an earlier one is of another past. 0 as long as there was only one.
    /// </summary>
    public long Epoch { get; internal init; }

    /// <summary>Hand-outs of this object that failed in a row.</summary>
    public int Failures { get; internal init; }
}
