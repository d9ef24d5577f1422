using Coffer.Contracts;
using Coffer.Domain.Auths.Sessions;

namespace Coffer.Domain.Tests.Auths;

/// <summary>A VaultAuth goes while there is no login to drop: who depends on it hears the reason all the same, and once.</summary>
public sealed class LostInputsTests
{
    private static readonly SessionCommand Gone =
        new SessionCommand.LoseInputs(new Failure(FailureKind.NotFound, "VaultAuth a/b does not exist"));
    private static readonly SessionCommand Closed = new SessionCommand.LoseInputs(new Failure(FailureKind.Misconfigured, "not allowed"));

    [Fact]
    public void A_VaultAuth_that_is_deleted_while_logins_fail_is_told_to_its_secrets()
    {
        var play = new SessionPlay().Ask().Confirm().Fail(FailureKind.Unavailable).After(61).Hear(Gone);

        Assert.Equal(1, play.Count<SessionEvent.DependentsToldOf>());
    }

    [Fact]
    public void Another_reason_is_told_and_the_same_one_is_not_told_again()
    {
        var play = new SessionPlay().Ask().Hear(Gone);
        Assert.Equal(0, play.Count<SessionEvent.DependentsToldOf>());

        play.After(61).Hear(Closed);
        Assert.Equal(1, play.Count<SessionEvent.DependentsToldOf>());
        play.After(61).Hear(Closed).After(61).Hear(Closed);
        Assert.Equal(1, play.Count<SessionEvent.DependentsToldOf>());
    }
}
