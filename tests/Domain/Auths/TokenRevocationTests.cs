using Coffer.Contracts;
using Coffer.Domain.Auths.Sessions;

namespace Coffer.Domain.Tests.Auths;

/// <summary>No token is left behind in Vault for as long as its role says, which is a month by default.</summary>
public sealed class TokenRevocationTests
{
    /// <summary>A typo in a path was a new token every quarter of an hour: 96 a day, each alive for a month.</summary>
    [Fact]
    public void A_login_made_because_of_a_refusal_leaves_no_token_when_it_brings_nothing_new()
    {
        var play = new SessionPlay().LoggedIn(policies: "default");
        var first = play.Version;
        play.After(60).Confirm().Ask("kv/typo", first).Hear(new SessionCommand.FindAlive());
        Assert.IsType<SessionStep.LogIn>(play.Next);

        play.After(1).Login(policies: "default");

        var revoked = Assert.Single(Assert.IsType<SessionStep.Revoke>(play.Next).Versions);
        Assert.True(revoked > first, "the new one goes");
        Assert.Equal(first, Assert.IsType<SessionAnswer.Use>(play.Answer("kv/other")).Grant.Version);
        play.Hear(new SessionCommand.NoteRevoked([revoked]))
            .Hear(new SessionCommand.NoteFindings(SessionPlay.Path("kv/typo"), Findings.None));
        Assert.IsType<SessionStep.Wait>(play.Next);
        Assert.IsType<SessionAnswer.Denied>(play.Answer("kv/typo", first));
    }

    [Fact]
    public void New_policies_are_taken_and_the_old_token_is_revoked_when_nobody_reads_with_it_any_more()
    {
        var play = new SessionPlay().LoggedIn(policies: "default");
        var first = play.Version;
        play.After(60).Confirm().Ask("kv/a", first).Hear(new SessionCommand.FindAlive()).Login(policies: ["app", "default"]);
        Assert.NotEqual(first, Assert.IsType<SessionAnswer.Use>(play.Answer("kv/a", first)).Grant.Version);

        var wait = Assert.IsType<SessionStep.Wait>(play.Next);
        Assert.Equal(30, (wait.Until - play.Now).TotalSeconds);
        Assert.Equal(first, Assert.Single(Assert.IsType<SessionStep.Revoke>(play.After(30).Next).Versions));
    }

    [Fact]
    public void A_token_that_is_replaced_before_its_end_is_revoked()
    {
        var play = new SessionPlay().LoggedIn(3600, renewable: false);
        var first = play.Version;
        play.After(2880).Confirm().Login();

        Assert.Equal(first, Assert.Single(Assert.IsType<SessionStep.Revoke>(play.After(30).Next).Versions));
    }

    [Fact]
    public void Changed_or_lost_inputs_revoke_at_once_before_anybody_logs_in_anew()
    {
        var changed = new SessionPlay().LoggedIn();
        var first = changed.Version;
        changed.After(61).Confirm("VaultAuth/a/2 VaultConnection/c/1");
        Assert.Equal(first, Assert.Single(Assert.IsType<SessionStep.Revoke>(changed.Next).Versions));
        Assert.IsType<SessionStep.LogIn>(changed.Hear(new SessionCommand.NoteRevoked([first])).Next);

        var deleted = new SessionPlay().LoggedIn().After(61)
            .Hear(new SessionCommand.LoseInputs(new Failure(FailureKind.NotFound, "VaultAuth a/b does not exist")));
        Assert.IsType<SessionStep.Revoke>(deleted.Next);

        var outage = new SessionPlay().LoggedIn().After(61)
            .Hear(new SessionCommand.LoseInputs(new Failure(FailureKind.Unavailable, "no answer")));
        Assert.IsType<SessionStep.Wait>(outage.Next);
    }

    [Fact]
    public void A_token_that_nobody_asked_for_in_a_day_is_given_up_and_revoked()
    {
        var play = new SessionPlay().LoggedIn(0).After(TimeSpan.FromHours(26));
        var first = play.Version;
        Assert.IsType<SessionStep.LetGo>(play.Next);

        Assert.Equal(first, Assert.Single(Assert.IsType<SessionStep.Revoke>(play.Hear(new SessionCommand.LetGo()).Next).Versions));

        Assert.Equal(
            DateTimeOffset.MaxValue, Assert.IsType<SessionStep.Wait>(play.Hear(new SessionCommand.NoteRevoked([first])).Next).Until);
    }

    [Fact]
    public void A_token_that_is_dead_or_has_expired_is_not_revoked()
    {
        var dead = new SessionPlay().LoggedIn(policies: "p").After(60).Confirm();
        dead.Ask("kv/a", dead.Version).Hear(new SessionCommand.FindDead());
        Assert.Empty(dead.State.Retired);

        var unknown = new SessionPlay().LoggedIn(900).After(600).Confirm()
            .Hear(new SessionCommand.FailRenewal(new Failure(FailureKind.Forbidden, "403 permission denied")));
        Assert.Empty(unknown.State.Retired);

        var expired = new SessionPlay().LoggedIn(900).After(901).Confirm().Login();
        Assert.Empty(expired.State.Retired);

        var ending = new SessionPlay().LoggedIn(60, renewable: false).After(48).Confirm().Login();
        Assert.Empty(ending.State.Retired);
    }
}
