using Coffer.Cli.History;

namespace Coffer.Cli.Tests.History;

/// <summary>Lines of <c>status.history</c>, as operators wrote them.</summary>
public sealed class HistoryEntryTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_written_Secret_tells_version_digest_and_reason()
    {
        var entry = HistoryEntry.Parse(
            "12 2026-11-30T10:00:00Z SecretWritten Refresh secret=database version=7 digest=abcdef012345 generation=2");

        Assert.Equal((12, At, "SecretWritten"), (entry.Sequence, entry.At, entry.What));
        Assert.Equal(("Refresh", 7, "abcdef012345"), (entry.Why, entry.Version, entry.Digest));
    }

    [Theory]
    [InlineData("RestartRequested 1-ab Deployment/web,StatefulSet/db", "Deployment/web,StatefulSet/db", null)]
    [InlineData("RestartCompleted 1-ab Deployment/web Rolled", "Deployment/web", "Rolled")]
    [InlineData("RestartDelayed 1-ab Deployment/web 409 busy", "Deployment/web", "409 busy")]
    [InlineData("SyncFailed VaultClientError: permission denied", "", "VaultClientError: permission denied")]
    [InlineData("SyncRecovered", "", null)]
    public void Other_events_tell_workloads_and_reasons(string told, string workloads, string? why)
    {
        var entry = HistoryEntry.Parse($"3 2026-11-30T10:00:00Z {told}");

        Assert.Equal((workloads, why), (string.Join(',', entry.Workloads), entry.Why));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no line of ours")]
    [InlineData("x 2026-11-30T10:00:00Z SecretWritten")]
    [InlineData("1 yesterday SecretWritten")]
    public void Another_line_is_shown_as_it_is(string line) =>
        Assert.Equivalent(new HistoryEntry { Detail = line }, HistoryEntry.Parse(line));
}
