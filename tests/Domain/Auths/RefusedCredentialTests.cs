using Coffer.Contracts;
using Coffer.Domain.Auths;

namespace Coffer.Domain.Tests.Auths;

/// <summary>
/// Vault and OpenBao lock a role out at the fifth refusal in a row and forget after 15 minutes without a try (their pages on user lockout).
/// </summary>
public sealed class RefusedCredentialTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Failure Wrong = new(FailureKind.Invalid, "400 invalid role or secret ID.");

    [Fact]
    public void The_same_secret_id_is_never_sent_five_times_without_a_pause_that_makes_Vault_forget()
    {
        var (refused, sent) = ((RefusedCredential?)null, new List<DateTimeOffset>());
        for (var now = Noon; now < Noon.AddHours(2); now = now.AddSeconds(30))
        {
            if (RefusedCredential.Held(refused, "a", now) is null)
            {
                sent.Add(now);
                refused = RefusedCredential.After(refused, "a", Wrong, now);
            }
        }

        Assert.InRange(sent.Count, 5, 12);
        var row = 0;
        foreach (var (before, at) in sent.Zip(sent.Skip(1)))
        {
            row = at - before > TimeSpan.FromMinutes(15) ? 0 : row + 1;
            Assert.True(row < 4, $"{at:u}");
        }
    }

    [Fact]
    public void Another_one_is_sent_at_once_and_the_one_that_is_held_back_is_told()
    {
        var refused = Refusals("a", 3);

        Assert.Null(RefusedCredential.Held(refused, "b", Noon));
        Assert.Equal(
            "400 invalid role or secret ID. Not sent again before 2026-11-24 12:16:00Z unless it changes: Vault would lock the role out.",
            RefusedCredential.Held(refused, "a", Noon)!.Message);
        Assert.Equal(1, RefusedCredential.After(refused, "b", Wrong, Noon)!.Count);
    }

    [Fact]
    public void A_failure_that_is_no_word_on_the_credential_does_not_count() =>
        Assert.Null(RefusedCredential.After(null, "a", new Failure(FailureKind.Sealed, "503 Vault is sealed"), Noon));

    private static RefusedCredential? Refusals(string fingerprint, int count) =>
        Enumerable.Range(0, count)
            .Aggregate((RefusedCredential?)null, (before, _) => RefusedCredential.After(before, fingerprint, Wrong, Noon));
}
