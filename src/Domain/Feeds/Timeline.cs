namespace Coffer.Domain.Feeds;

/// <summary>
/// Notices that the API server's resourceVersions went back, as after a restore of its store: a list tells of the moment at which it is
/// made, so that one below a version that was seen before it began
/// tells of another past. Each such turn begins an epoch, in which nothing that was known before counts. Not thread-safe.
/// </summary>
public sealed class Timeline
{
    private ulong _claimed;
    private ulong _bound;

    /// <summary>
    /// When the present past was found to be another one than before, in Unix milliseconds; 0 as long as there was only one.
    /// </summary>
    public long Epoch { get; private set; }

    /// <summary>The highest version seen in this epoch.</summary>
    public ulong Highest { get; private set; }

    /// <summary>The highest version of the pasts that were left; 0 as long as there was only one.</summary>
    public ulong Left { get; private set; }

    /// <summary>A version that was seen, in a list, a watch or a bookmark.</summary>
    public void Saw(ulong version) => Highest = Math.Max(Highest, version);

    /// <summary>A list begins: whatever was seen by anybody up to now must not be above it.</summary>
    public void Listing() => _bound = Math.Max(Highest, _claimed);

    /// <summary>True when a list that is complete tells of another past.</summary>
    /// <param name="listed">Version of the list.</param>
    public bool IsBehind(ulong listed) => listed < _bound;

    /// <summary>Somebody else has seen a version, in an epoch that may be another one.</summary>
    /// <returns>True when a list must tell what that means.</returns>
    public bool Claim(ulong version)
    {
        if (version <= Left || version <= _claimed)
        {
            return false;
        }

        _claimed = version;
        return true;
    }

    /// <summary>The past is another one than it was.</summary>
    /// <param name="listed">The version that was told.</param>
    /// <param name="now">Now.</param>
    /// <param name="known">The epoch, where somebody else has named it; 0 for a new one.</param>
    public void Begin(ulong listed, DateTimeOffset now, long known = 0)
    {
        Epoch = known > Epoch ? known : Math.Max(now.ToUnixTimeMilliseconds(), Epoch + 1);
        Left = Math.Max(Left, Math.Max(Highest, _claimed));
        (Highest, _claimed, _bound) = (listed, 0, 0);
    }
}
