namespace Coffer.Grains.Sharing;

/// <summary>An actor that may be moved to the silo that owns it.</summary>
internal interface IMovable : IGrainBase
{
    /// <summary>
    /// True while it works: it is moved later, so that what is under way need not be done twice. Read from other threads.
    /// </summary>
    bool IsBusy { get; }
}
