using Coffer.Cli.Resources;
using Coffer.Cli.Sync;

namespace Coffer.Cli.Tests.Sync;

/// <summary>When a request to sync counts as answered.</summary>
public sealed class SyncVerdictsTests
{
    private const string Value = "2026-11-30T12:00:00.0000000+00:00";
    private const string Answered = $"snapshot:\n    forceSync: \"{Value}\"";

    [Fact]
    public void The_value_in_the_journal_is_the_answer() => Assert.Equal(
        new SyncResult("VaultStaticSecret/shop/database", SyncState.Synced, ""),
        SyncVerdicts.Of(
            Request(Samples.StaticSecret), Coffer(Samples.StaticSecret.Replace("snapshot:", Answered, StringComparison.Ordinal))));

    [Fact]
    public void Another_value_is_none() =>
        Assert.Null(SyncVerdicts.Of(Request(Samples.StaticSecret), Coffer(Samples.StaticSecret)));

    [Fact]
    public void A_failure_from_before_is_none()
    {
        var failing = Samples.Failing("VaultClientError", "permission denied");

        Assert.Null(SyncVerdicts.Of(Request(failing), Coffer(failing)));
        Assert.Equal(
            new SyncResult("VaultStaticSecret/shop/database", SyncState.Failed, "after 30s still: permission denied"),
            SyncVerdicts.Late(Request(failing), Coffer(failing), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_new_failure_is_the_answer()
    {
        var failed = Samples.Failing("VaultClientError", "permission denied").Replace(
            "  history:",
            "  history:\n  - '5 2026-11-30T12:00:01Z SyncFailed VaultClientError: permission denied'", StringComparison.Ordinal);

        Assert.Equal(
            new SyncResult("VaultStaticSecret/shop/database", SyncState.Failed, "permission denied"),
            SyncVerdicts.Of(Request(Samples.StaticSecret), Coffer(failed)));
    }

    [Fact]
    public void A_kind_that_is_not_served_and_an_object_that_is_gone_are_told_at_once()
    {
        var unserved = Samples.Failing("NotImplemented", "not served");

        Assert.Equal(SyncState.Failed, SyncVerdicts.Of(Request(unserved), Coffer(unserved))!.State);
        Assert.Equal("it was deleted meanwhile", SyncVerdicts.Of(Request(unserved), null)!.Message);
    }

    [Fact]
    public void Without_any_answer_the_operator_is_asked_after()
    {
        var late = SyncVerdicts.Late(Request(Samples.StaticSecret), Coffer(Samples.StaticSecret), TimeSpan.FromSeconds(30));

        Assert.Equal(SyncState.TimedOut, late.State);
        Assert.Contains("does it run", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_progress_line_names_the_first_three()
    {
        var pending = Enumerable.Repeat(Request(Samples.StaticSecret), 5).ToList();

        Assert.Equal(
            "1 of 6 answered, waiting for database, database, database and 2 more",
            SyncProgress.Text([new SyncResult("x", SyncState.Synced, "")], pending));
    }

    private static SyncRequest Request(string yaml) => new(Coffer(yaml), Value);

    private static CofferObject Coffer(string yaml) => Manifest.Coffer(yaml);
}
