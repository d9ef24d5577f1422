using Coffer.Contracts;

namespace Coffer.Grains.Actors;

/// <summary>
/// Remembers for a while that an object could not be loaded, so that a thousand who ask for it cost one GET. The feed ends it.
/// </summary>
internal sealed class Absence(TimeProvider time)
{
    private static readonly TimeSpan WhenMissing = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WhenUnknown = TimeSpan.FromSeconds(2);

    private Failure? _failure;
    private DateTimeOffset _until;

    public bool IsKnown => _failure is not null && time.GetUtcNow() < _until;

    public void Note(Failure? failure)
    {
        _failure = failure;
        _until = time.GetUtcNow() + (failure?.Kind == FailureKind.NotFound ? WhenMissing : WhenUnknown);
    }

    /// <summary>The object is there.</summary>
    /// <returns>True when somebody may have been told that it is not.</returns>
    public bool Clear()
    {
        var told = _failure is not null;
        _failure = null;
        return told;
    }

    /// <summary>What is told while it lasts.</summary>
    /// <param name="what">Kind and name.</param>
    /// <param name="reference">The field that names it.</param>
    public Failure Of(string what, string reference) => _failure is { Kind: FailureKind.NotFound }
        ? new Failure(FailureKind.NotFound, $"{what} does not exist: create it, or correct {reference}")
        : new Failure(FailureKind.Unavailable, $"{what} could not be loaded: {_failure?.Message}");
}
