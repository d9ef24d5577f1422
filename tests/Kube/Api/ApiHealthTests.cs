using Coffer.Contracts;
using Coffer.Kube.Api;
using Microsoft.Extensions.Time.Testing;

namespace Coffer.Kube.Tests.Api;

public sealed class ApiHealthTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ApiHealth _health;

    public ApiHealthTests() => _health = new ApiHealth(_time);

    [Fact]
    public void Silence_lasts_from_the_first_unanswered_request_to_the_next_answer()
    {
        Note(FailureKind.Unreachable);
        _time.Advance(TimeSpan.FromSeconds(12));
        Note(FailureKind.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(12), _health.Unanswered);

        _health.Note(null);
        Assert.Equal(TimeSpan.Zero, _health.Unanswered);
    }

    [Theory]
    [InlineData(FailureKind.Forbidden)]
    [InlineData(FailureKind.Conflict)]
    [InlineData(FailureKind.ServerError)]
    public void A_refusal_is_an_answer(FailureKind refusal)
    {
        Note(FailureKind.Unreachable);
        Note(refusal);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(TimeSpan.Zero, _health.Unanswered);
    }

    [Fact]
    public void A_request_that_was_held_back_tells_nothing()
    {
        Note(FailureKind.Unreachable);
        _time.Advance(TimeSpan.FromSeconds(5));
        Note(FailureKind.Throttled);

        Assert.Equal(TimeSpan.FromSeconds(5), _health.Unanswered);
    }

    [Fact]
    public void Nobody_is_called_silent_who_was_not_asked_for_a_minute()
    {
        Note(FailureKind.Unreachable);
        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(TimeSpan.Zero, _health.Unanswered);
    }

    private void Note(FailureKind kind) => _health.Note(new Failure(kind, ""));
}
