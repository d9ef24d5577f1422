using System.Reflection;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Sessions;
using Coffer.Domain.Secrets;
using Coffer.Grains.Auths;
using Coffer.Grains.Connections;
using Coffer.Grains.Secrets;

namespace Coffer.Cluster.Tests.Sharing;

/// <summary>What actors take along survives the way, and a release that knows more or less can read it.</summary>
public sealed class HandOverTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Fact]
    public void A_secret_takes_along_what_is_due_and_what_was_reported()
    {
        var report = new RestartReport(WorkloadRef.Parse("a/Deployment/app"), "1-h", null,
            new Failure(FailureKind.Forbidden, "no") { RetryAfter = TimeSpan.FromSeconds(3) }, At);
        var memory = SecretMemory.Initial with
        {
            ServedUntil = At,
            LastRead = At.AddSeconds(1),
            Secret = SecretView.Nothing("7"),
            SettledSecretVersion = "6",
            OwnKeys = 2,
            Retry = new Retry(3, At.AddSeconds(2)) { IsFirm = true },
            CheckInputsAt = At.AddSeconds(3),
            CommandedAt = At.AddSeconds(4),
            CommandedId = "2-h",
            Reports = [report],
            InputsChanged = true,
            Overwrites = 1,
            OverwrittenAt = At,
            PausedUntil = At.AddSeconds(5),
            LostAppends = 2,
            Pruning = new Retry(1, At.AddSeconds(6)),
            Repairs = new Repairs(2, At, "somebody"),
            Early = [SecretView.Nothing("8") with { Name = "copy" }],
            SecretEpoch = 9,
            DoubtsSecret = true,
            IsRewound = true,
            ForceSyncBefore = "7",
            Returning = new Retry(1, At.AddSeconds(7)),
            Finalizing = new Retry(2, At.AddSeconds(8)),
            FinalizedGeneration = 3,
        };
        Assert.Equal([nameof(SecretMemory.Since), nameof(SecretMemory.LookedAt), nameof(SecretMemory.Edits)], Untouched(memory));

        var held = SecretHandOver.Read(SecretHandOver.Write(memory))!;

        Assert.Equal(report, Assert.Single(held.Reports));
        Assert.Equal(Assert.Single(memory.Early), Assert.Single(held.Early));
        Assert.Equal(memory with { Reports = [], Early = [] }, held with { Reports = [], Early = [] });
    }

    [Fact]
    public void A_secret_that_moves_before_its_first_turn_takes_no_read_along() =>
        Assert.Null(SecretHandOver.Read(SecretHandOver.Write(SecretMemory.Initial))!.LastRead);

    [Fact]
    public void A_secret_reads_what_another_release_wrote()
    {
        var held = SecretHandOver.Read("""{"LastRead":"2026-03-04T05:06:07Z","Unknown":{"a":1}}"""u8.ToArray())!;

        Assert.Equal(At, held.LastRead);
        Assert.Empty(held.Reports);
        Assert.Empty(held.Early);
    }

    /// <summary>
    /// What is as at the beginning would not be missed if it were forgotten. The successor begins and looks by itself,
    /// and no step goes with it.
    /// </summary>
    private static IEnumerable<string> Untouched(SecretMemory memory) =>
        from property in typeof(SecretMemory).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite && Equals(property.GetValue(memory), property.GetValue(SecretMemory.Initial))
        select property.Name;

    [Fact]
    public void A_login_reads_what_another_release_wrote()
    {
        var held = SessionHandOver.Read("{\"Token\":\"t\",\"Version\":3}"u8.ToArray())!;

        Assert.Empty(held.ToDependents());
        Assert.Equal((3, ""), (held.ToState().Grant!.Version, held.ToState().Inputs));
    }

    /// <summary>Its token must not be lost for the sake of those who will ask again by themselves.</summary>
    [Fact]
    public void A_login_passes_dependents_over_that_another_release_calls_otherwise()
    {
        var held = SessionHandOver.Read("""{"Token":"t","Version":3,"Dependents":["app/old","VaultStaticSecret/app/new"]}"""u8.ToArray())!;

        Assert.Equal(new ResourceRef("VaultStaticSecret", "app", "new"), Assert.Single(held.ToDependents()));
        Assert.NotNull(held.ToToken());
    }

    /// <summary>Vault locks an AppRole out at the fifth wrong secret id in a row: three tries for each silo would be too many.</summary>
    [Fact]
    public void A_login_takes_along_the_secret_id_that_Vault_refused()
    {
        var refused = new RefusedCredential(
            "print", 3, At, new Failure(FailureKind.Invalid, "400 invalid role or secret ID") { RetryAfter = TimeSpan.FromSeconds(3) });

        var held = SessionHandOver.Read(
            (SessionHandOver.Of(new SessionState(), null, []) with { Refused = refused, FingerprintKey = [1, 2] }).Write())!;

        Assert.Equal(refused, held.Refused);
        Assert.Equal([1, 2], held.FingerprintKey!);
    }

    [Fact]
    public void A_login_takes_along_which_token_is_in_force_after_a_newer_one_was_revoked()
    {
        var state = new SessionState { LastVersion = 9, Grant = Grants.Issue(7, At, TimeSpan.FromHours(1), renewable: true, ["p"]) };

        var held = SessionHandOver.Read(SessionHandOver.Of(state, new VaultToken("t"), []).Write())!.ToState();

        Assert.Equal((9, 7), (held.LastVersion, held.Grant!.Version));
    }

    /// <summary>A release that knows of no such tokens would revoke it like one of its own logins.</summary>
    [Fact]
    public void A_token_of_somebody_else_is_no_token_to_another_release()
    {
        var state = new SessionState { LastVersion = 7, Grant = Grants.Issue(7, At, TimeSpan.FromHours(1), renewable: true, ["p"]) };

        var json = SessionHandOver.Of(state, new VaultToken("t"), [], isAdopted: true).Write();

        Assert.Null(JsonNode.Parse(json)!["Token"]);
        var held = SessionHandOver.Read(json)!;
        Assert.Equal((true, new VaultToken("t"), 7), (held.IsAdopted, held.ToToken(), held.ToState().Grant!.Version));
        Assert.False(SessionHandOver.Read(SessionHandOver.Of(state, new VaultToken("t"), []).Write())!.IsAdopted);
    }

    [Fact]
    public void A_connection_takes_along_who_waits_for_its_recovery()
    {
        var held = ConnectionHandOver.Read(new ConnectionHandOver { Dependents = ["a/b"], WasHealthy = false, Misses = 4 }.Write())!;

        Assert.Equal(["a/b"], held.Dependents);
        Assert.Equal((false, 4), (held.WasHealthy, held.Misses));
    }

    [Fact]
    public void A_VaultAuth_takes_along_whom_it_tells_of_changes()
    {
        var held = VaultAuthHandOver.Read(
            new VaultAuthHandOver { Consumers = ["a/b@c"], Inputs = "VaultAuth/u/1", DependencyChanged = true, Troubles = 2 }.Write())!;

        Assert.Equal(["a/b@c"], held.Consumers);
        Assert.Equal(("VaultAuth/u/1", true, 2), (held.Inputs, held.DependencyChanged, held.Troubles));
    }
}
