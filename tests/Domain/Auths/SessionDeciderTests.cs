using Coffer.Contracts;
using Coffer.Domain.Auths.Sessions;
using CsCheck;

namespace Coffer.Domain.Tests.Auths;

public class SessionDeciderTests
{
    [Fact]
    public void Denials_that_nobody_asked_about_for_hours_are_not_kept_for_ever()
    {
        var noon = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
        RefusedPath gone = new("", "kv", "kv/data/gone"), recent = new("", "kv", "kv/data/recent"), newest = new(
            "", "kv", "kv/data/newest");

        var state = new SessionEvent[]
        {
            new SessionEvent.PathDenied(gone, 3, noon),
            new SessionEvent.PathDenied(recent, 3, noon.AddHours(2)),
            new SessionEvent.PathDenied(newest, 1, noon.AddHours(3)),
        }
            .Aggregate(new SessionState(), SessionEvolution.Evolve);

        Assert.Equal([newest, recent], state.Denials.Keys.OrderBy(path => path.Path));
    }

    [Fact]
    public void Nobody_asked_nobody_logs_in() =>
        Assert.IsType<SessionStep.Wait>(new SessionPlay().Hear(new SessionCommand.DependencyChanged()).Next);

    [Fact]
    public void Whoever_only_watches_has_the_inputs_looked_at_and_no_login_made()
    {
        var play = new SessionPlay().Hear(new SessionCommand.Watch());
        Assert.IsType<SessionStep.CheckInputs>(play.Next);
        Assert.IsType<SessionStep.Wait>(play.Confirm().Next);
        play.After(61).Confirm("VaultAuth/a/2 VaultConnection/c/1");
        Assert.Equal(1, play.Count<SessionEvent.DependentsToldOf>());
        Assert.IsType<SessionStep.Wait>(play.Next);
    }

    [Fact]
    public void First_question_looks_at_the_auth_then_logs_in_then_answers()
    {
        var play = new SessionPlay().Ask("kv/a");
        Assert.IsType<SessionAnswer.NotYet>(play.Answer("kv/a"));
        Assert.IsType<SessionStep.CheckInputs>(play.Next);
        Assert.IsType<SessionStep.LogIn>(play.Confirm().Next);
        play.Login(policies: ["b", "a", "a"]);
        Assert.Equal("a b", string.Join(' ', Assert.IsType<SessionAnswer.Use>(play.Answer("kv/a")).Grant.Policies));
        Assert.IsType<SessionStep.Wait>(play.Next);
        Assert.Equal(0, play.Count<SessionEvent.DependentsToldOf>());
    }

    [Fact]
    public void A_thousand_refusals_cost_one_lookup_and_one_login()
    {
        var play = new SessionPlay().LoggedIn(policies: "default");
        var refused = play.Version;
        play.After(300);
        play.Confirm();
        for (var i = 0; i < 1000; i++)
        {
            play.Ask($"kv/{i}", refused);
        }

        Assert.IsType<SessionStep.LookUp>(play.Next);
        play.Hear(new SessionCommand.FindAlive());
        Assert.IsType<SessionStep.LogIn>(play.Next);
        play.After(1).Login(policies: "default");
        Assert.Equal(1, play.Count<SessionEvent.GrantIssued>());
        Assert.Equal(1000, play.State.Denials.Count);
        Assert.Equal(refused, play.Version);
        play.Hear(new SessionCommand.NoteFindings(SessionPlay.Path("kv/7"), Findings.None));
        Assert.IsType<SessionAnswer.Denied>(play.Answer("kv/7", refused));

        // Asked again with the new session: all from memory.
        for (var i = 0; i < 1000; i++)
        {
            play.Ask($"kv/{i}", play.Version);
        }

        Assert.IsNotType<SessionStep.LookUp>(play.Next);
        Assert.IsNotType<SessionStep.LogIn>(play.Next);
        Assert.IsType<SessionAnswer.Use>(play.Answer("kv/other"));
    }

    [Fact]
    public void Another_path_refused_within_the_cooldown_is_denied_without_a_login()
    {
        var play = Denied("kv/a").After(5);
        play.Ask("kv/b", play.Version);
        Assert.IsType<SessionStep.LookUp>(play.Next);
        play.Hear(new SessionCommand.FindAlive()).Hear(new SessionCommand.NoteFindings(SessionPlay.Path("kv/b"), Findings.None));
        Assert.IsType<SessionAnswer.Denied>(play.Answer("kv/b", play.Version));
        Assert.Equal((1, 1), (play.Count<SessionEvent.GrantIssued>(), play.Count<SessionEvent.ProbeAnswered>()));
    }

    [Fact]
    public void One_lookup_speaks_for_refusals_that_come_one_by_one()
    {
        var play = Denied("kv/a").After(5);
        play.Ask("kv/0", play.Version);
        Assert.IsType<SessionStep.LookUp>(play.Next);
        play.Hear(new SessionCommand.FindAlive()).Hear(new SessionCommand.NoteFindings(SessionPlay.Path("kv/0"), Findings.None));
        for (var i = 1; i < 400; i++)
        {
            play.After(TimeSpan.FromMilliseconds(10)).Ask($"kv/{i}", play.Version);
            Assert.IsNotType<SessionStep.LookUp>(play.Next);
            play.Hear(new SessionCommand.NoteFindings(SessionPlay.Path($"kv/{i}"), Findings.None));
            Assert.IsType<SessionAnswer.Denied>(play.Answer($"kv/{i}", play.Version));
        }

        play.After(2).Ask("kv/late", play.Version);
        Assert.IsType<SessionStep.LookUp>(play.Next);
    }

    [Fact]
    public void A_lookup_does_not_speak_for_the_next_login()
    {
        var play = Denied("kv/a").After(5);
        play.Ask("kv/b", play.Version).Hear(new SessionCommand.FindAlive())
            .Hear(new SessionCommand.NoteFindings(SessionPlay.Path("kv/b"), Findings.None));
        play.Login(policies: "default").Ask("kv/c", play.Version);

        Assert.IsType<SessionStep.LookUp>(play.Next);
    }

    [Fact]
    public void Denials_of_the_same_path_grow_from_ten_seconds_to_fifteen_minutes()
    {
        var play = Denied("kv/a");
        List<double> waits = [];
        for (var i = 0; i < 12; i++)
        {
            var denial = play.State.Denials[SessionPlay.Path("kv/a")];
            waits.Add((denial.Until - play.Now).TotalSeconds);
            play.After(denial.Until - play.Now).Confirm();
            play.Ask("kv/a", play.Version).Hear(new SessionCommand.FindAlive());
            if (play.State.ReloginOwed)
            {
                play.After(1).Login(policies: "default");
            }
        }

        Assert.InRange(waits[0], 7, 13);
        Assert.True(waits.Max() is > 450 and <= 900, string.Join(", ", waits));
        Assert.True(waits.Sum() > 3600, $"12 tries within {waits.Sum()} s");
        Assert.True(play.State.Cooldown >= TimeSpan.FromMinutes(8), "the pause between logins has to grow too");
    }

    [Fact]
    public void A_path_denied_in_a_pause_between_logins_is_tried_again_soon_after_it()
    {
        var play = Denied("kv/a");
        var (denied, relogin) = (play.State.Denials[SessionPlay.Path("kv/a")].Until, play.State.ReloginFrom);
        Assert.True(denied < relogin);
        play.After(denied - play.Now).Confirm();
        play.Ask("kv/a", play.Version).Hear(new SessionCommand.FindAlive());

        Assert.InRange((play.State.Denials[SessionPlay.Path("kv/a")].Until - relogin).TotalSeconds, -1, 5);
    }

    [Fact]
    public void New_policies_clear_denials_and_give_the_new_session()
    {
        var play = new SessionPlay().LoggedIn(policies: "default");
        var refused = play.Version;
        play.After(60).Confirm().Ask("kv/a", refused).Hear(new SessionCommand.FindAlive()).Login(policies: ["app", "default"]);
        Assert.Empty(play.State.Denials);
        Assert.True(Assert.IsType<SessionAnswer.Use>(play.Answer("kv/a", refused)).Grant.Version > refused);
    }

    [Fact]
    public void A_dead_token_is_replaced_at_once()
    {
        var play = new SessionPlay().LoggedIn(policies: "p");
        var refused = play.Version;
        play.After(60).Confirm().Ask("kv/a", refused).Hear(new SessionCommand.FindDead());
        Assert.IsType<SessionStep.LogIn>(play.Next);
        play.Login(policies: "p");
        Assert.IsType<SessionAnswer.Use>(play.Answer("kv/a", refused));
        Assert.Empty(play.State.Denials);
    }

    [Fact]
    public void A_token_that_is_dead_when_born_makes_no_hot_loop()
    {
        var play = new SessionPlay().LoggedIn();
        play.Ask("kv/a", play.Version).Hear(new SessionCommand.FindDead());
        Assert.IsType<SessionStep.Wait>(play.Next);
        Assert.IsType<SessionAnswer.Failed>(play.Answer("kv/a"));
    }

    [Fact]
    public void A_refusal_of_an_older_session_gets_the_newer_one_without_any_call()
    {
        var play = new SessionPlay().LoggedIn();
        play.Ask("kv/a", play.Version - 1);
        Assert.IsType<SessionStep.Wait>(play.Next);
        Assert.IsType<SessionAnswer.Use>(play.Answer("kv/a", play.Version - 1));
    }

    [Fact]
    public void Renewal_comes_at_two_thirds_and_a_login_when_it_brings_no_more_life()
    {
        var play = new SessionPlay().LoggedIn(900);
        Assert.Equal(play.Now.AddSeconds(600), play.State.Grant!.CareAt);
        play.After(600).Confirm();
        Assert.IsType<SessionStep.Renew>(play.Next);
        play.Hear(new SessionCommand.AcceptRenewal(TimeSpan.FromSeconds(900), true));
        Assert.IsNotType<SessionStep.Renew>(play.Next);

        // max_ttl is near: Vault caps the duration to what was left anyway.
        play.After(600).Confirm().Hear(new SessionCommand.AcceptRenewal(TimeSpan.FromSeconds(300), true));
        Assert.IsType<SessionStep.LogIn>(play.Next);
        Assert.IsType<SessionAnswer.Use>(play.Answer());
    }

    [Fact]
    public void A_batch_token_is_replaced_before_it_expires()
    {
        var play = new SessionPlay().LoggedIn(100, renewable: false).After(80).Confirm();
        Assert.IsType<SessionStep.LogIn>(play.Next);
        Assert.IsType<SessionAnswer.Use>(play.Answer());
    }

    [Fact]
    public void A_token_without_end_needs_no_care()
    {
        var play = new SessionPlay().LoggedIn(0);
        Assert.Equal(DateTimeOffset.MaxValue, play.State.Grant!.ExpiresAt);
        Assert.IsType<SessionStep.Wait>(play.Next);
    }

    [Theory]
    [InlineData(FailureKind.ServerError, true)] // the role was deleted: 500, and no outage
    [InlineData(FailureKind.Invalid, true)] // a batch token, or one that can't be renewed
    [InlineData(FailureKind.Forbidden, true)]
    [InlineData(FailureKind.Unreachable, false)]
    [InlineData(FailureKind.Sealed, false)]
    [InlineData(FailureKind.Timeout, false)]
    public void A_failed_renewal_logs_in_anew_unless_it_is_an_outage(FailureKind kind, bool logsIn)
    {
        var play = new SessionPlay().LoggedIn(900).After(600).Confirm().Hear(new SessionCommand.FailRenewal(new Failure(kind, "no")));
        Assert.Equal(logsIn, play.Next is SessionStep.LogIn);
        Assert.Equal(kind != FailureKind.Forbidden, play.Answer() is SessionAnswer.Use);
    }

    [Fact]
    public void A_failing_replacement_leaves_the_living_token_in_use()
    {
        var play = new SessionPlay().LoggedIn(100, renewable: false).After(80).Confirm().Fail(FailureKind.Invalid);
        Assert.IsType<SessionStep.Wait>(play.Next);
        Assert.IsType<SessionAnswer.Use>(play.Answer());
        Assert.IsType<SessionAnswer.Failed>(play.After(11).Answer());
    }

    [Theory]
    [InlineData(FailureKind.Unreachable, 16)]
    [InlineData(FailureKind.Sealed, 38)]
    [InlineData(FailureKind.Forbidden, 24)]
    [InlineData(FailureKind.NotFound, 12)]
    [InlineData(FailureKind.Misconfigured, 12)]
    [InlineData(FailureKind.ServerError, 24)]
    public void Failing_logins_share_one_growing_back_off(FailureKind kind, double cap)
    {
        var play = new SessionPlay().Ask().Confirm();
        var last = TimeSpan.Zero;
        for (var i = 0; i < 12; i++)
        {
            play.Fail(kind);
            var wait = play.State.Trouble!.RetryAt - play.Now;
            Assert.InRange(wait.TotalSeconds, 0.7, Math.Max(cap * 1.25, 1));
            Assert.True(i > 4 || wait > last || wait.TotalSeconds > cap * 0.6, "grows at first");
            Assert.IsType<SessionStep.Wait>(play.Next);
            Assert.InRange(Assert.IsType<SessionAnswer.Failed>(play.Answer()).Failure.RetryAfter!.Value.TotalSeconds, 1, 60);
            last = wait;
            play.After(wait).Confirm();
            Assert.IsType<SessionStep.LogIn>(play.Next);
        }
    }

    [Fact]
    public void A_changed_dependency_ends_the_back_off_and_the_dependents_hear_of_the_login()
    {
        var play = new SessionPlay().Ask().Confirm();
        for (var i = 0; i < 5; i++)
        {
            play.Fail(FailureKind.Unreachable).After(20).Confirm();
        }

        play.Fail(FailureKind.Unreachable);
        Assert.IsType<SessionStep.Wait>(play.Next);
        play.Hear(new SessionCommand.DependencyChanged());
        Assert.IsType<SessionStep.CheckInputs>(play.Next);
        Assert.IsType<SessionStep.LogIn>(play.Confirm().Next);
        Assert.Equal(0, play.Count<SessionEvent.DependentsToldOf>());
        play.Login();
        Assert.Equal(1, play.Count<SessionEvent.DependentsToldOf>());
    }

    [Fact]
    public void A_missing_auth_is_answered_from_memory_and_looked_for_again()
    {
        var play = new SessionPlay().Ask()
            .Hear(new SessionCommand.LoseInputs(new Failure(FailureKind.NotFound, "VaultAuth a/b does not exist")));
        Assert.Contains("does not exist", Assert.IsType<SessionAnswer.Failed>(play.Answer()).Failure.Message, StringComparison.Ordinal);
        var wait = Assert.IsType<SessionStep.Wait>(play.Next);
        play.After(wait.Until - play.Now);
        Assert.IsType<SessionStep.CheckInputs>(play.Next);
        Assert.IsType<SessionStep.LogIn>(play.Confirm().Next);
        Assert.Equal(1, play.Count<SessionEvent.DependentsToldOf>());
    }

    [Fact]
    public void Changed_inputs_end_the_session_and_lost_ones_too_but_an_outage_does_not()
    {
        var changed = new SessionPlay().LoggedIn().After(61).Confirm("VaultAuth/a/2 VaultConnection/c/1");
        Assert.IsType<SessionAnswer.NotYet>(changed.Answer());
        Assert.IsType<SessionStep.LogIn>(changed.Hear(new SessionCommand.NoteRevoked([changed.State.LastVersion])).Next);

        var lost = new SessionPlay().LoggedIn().After(61)
            .Hear(new SessionCommand.LoseInputs(new Failure(FailureKind.Misconfigured, "not allowed")));
        Assert.IsType<SessionAnswer.Failed>(lost.Answer());

        var outage = new SessionPlay().LoggedIn().After(61)
            .Hear(new SessionCommand.LoseInputs(new Failure(FailureKind.Unavailable, "no answer")));
        Assert.IsType<SessionAnswer.Use>(outage.Answer());
    }

    [Fact]
    public void A_lookup_without_an_answer_is_told_as_a_failure_and_denies_nothing()
    {
        var play = new SessionPlay().LoggedIn();
        play.After(10).Ask("kv/a", play.Version).Hear(new SessionCommand.FailLookup(new Failure(FailureKind.Timeout, "slow")));
        Assert.Equal(FailureKind.Timeout, Assert.IsType<SessionAnswer.Failed>(play.Answer("kv/a", play.Version)).Failure.Kind);
        Assert.Empty(play.State.Denials);
        Assert.IsType<SessionAnswer.Use>(play.Answer("kv/b"));
    }

    [Fact]
    public void Versions_grow_even_when_the_clock_goes_back()
    {
        var play = new SessionPlay().LoggedIn();
        var first = play.Version;
        play.After(-100).Ask("kv/a", first).Hear(new SessionCommand.FindDead()).Confirm().Login();
        Assert.True(play.Version > first);
    }

    private static readonly Gen<Failure> AnyFailure = Gen.Enum<FailureKind>().Select(kind => new Failure(kind, "no"));

    private static readonly Gen<SessionCommand> AnyCommand = Gen.OneOf<SessionCommand>(
        Gen.Select(Gen.Int[0, 3], Gen.Bool)
            .Select((path, current) => (SessionCommand)new SessionCommand.Ask(SessionPlay.Path($"kv/{path}"), current ? -1 : null)),
        Gen.Const<SessionCommand>(new SessionCommand.DependencyChanged()),
        Gen.Const<SessionCommand>(new SessionCommand.Watch()),
        Gen.Int[1, 2].Select(i => (SessionCommand)new SessionCommand.ConfirmInputs($"VaultAuth/a/{i}")),
        AnyFailure.Select(f => (SessionCommand)new SessionCommand.LoseInputs(f)),
        Gen.Select(Gen.Int[0, 4000], Gen.Bool, Gen.Int[0, 1]).Select((s, r, p) =>
            (SessionCommand)new SessionCommand.AcceptLogin(TimeSpan.FromSeconds(s), r, [$"p{p}"])),
        AnyFailure.Select(f => (SessionCommand)new SessionCommand.FailLogin(f)),
        Gen.Int[0, 4000].Select(s => (SessionCommand)new SessionCommand.AcceptRenewal(TimeSpan.FromSeconds(s), true)),
        AnyFailure.Select(f => (SessionCommand)new SessionCommand.FailRenewal(f)),
        Gen.Const<SessionCommand>(new SessionCommand.FindAlive()),
        Gen.Const<SessionCommand>(new SessionCommand.FindDead()),
        AnyFailure.Select(f => (SessionCommand)new SessionCommand.FailLookup(f)),
        Gen.Const<SessionCommand>(new SessionCommand.LetGo()),
        Gen.Int[0, 3].Select(i => (SessionCommand)new SessionCommand.NoteFindings(SessionPlay.Path($"kv/{i}"), Findings.None)));

    [Fact]
    public void Any_facts_in_any_order_are_idempotent_and_end_in_a_wait() => Gen.Select(AnyCommand, Gen.Int[0, 200]).List[0, 40].Sample(
        facts =>
        {
            var play = new SessionPlay().Ask();
            foreach (var (fact, seconds) in facts)
            {
                play.After(seconds);
                play.Hear(fact is SessionCommand.Ask { Refused: -1 } ask ? ask with { Refused = play.State.Grant?.Version } : fact);
            }

            // A world that always says no: however the state came about, there is no hot loop.
            for (var steps = 0; play.Next is not SessionStep.Wait; steps++)
            {
                Assert.True(steps < 12, $"still busy with {play.Next}");
                Refuse(play);
            }
        },
        iter: 2000);

    private static void Refuse(SessionPlay play)
    {
        var no = new Failure(FailureKind.Forbidden, "no");
        switch (play.Next)
        {
            case SessionStep.CheckInputs:
                play.Confirm();
                break;
            case SessionStep.LogIn:
                play.Hear(new SessionCommand.FailLogin(no));
                break;
            case SessionStep.Renew:
                play.Hear(new SessionCommand.FailRenewal(no));
                break;
            case SessionStep.LookUp:
                play.Hear(new SessionCommand.FindAlive());
                break;
            case SessionStep.Revoke revoke:
                play.Hear(new SessionCommand.NoteRevoked(revoke.Versions));
                break;
            case SessionStep.LetGo:
                play.Hear(new SessionCommand.LetGo());
                break;
            case SessionStep.Inspect inspect:
                foreach (var path in inspect.Paths)
                {
                    play.Hear(new SessionCommand.NoteFindings(path, Findings.None));
                }

                break;
        }
    }

    private static SessionPlay Denied(string path)
    {
        var play = new SessionPlay().LoggedIn(policies: "default").After(60).Confirm();
        play.Ask(path, play.Version).Hear(new SessionCommand.FindAlive()).Login(policies: "default");
        play.Hear(new SessionCommand.NoteRevoked([play.State.LastVersion]));
        return play.Hear(new SessionCommand.NoteFindings(SessionPlay.Path(path), Findings.None));
    }
}
