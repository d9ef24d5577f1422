using Coffer.Contracts;

namespace Coffer.Domain.Feeds;

/// <summary>What a feed remembers of an object after it was handed out.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Uid">Its UID.</param>
/// <param name="Version">The resourceVersion handed out.</param>
public readonly record struct KnownObject(ObjectKey Key, string Uid, ulong Version);
