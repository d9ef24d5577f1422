using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Coffer.EndToEnd.Tests.Walks;

/// <summary>
/// Manifests are edited at random, validly and invalidly, over all kinds. COFFER_WALK_SEED (default 1) repeats the edits of a run,
/// COFFER_WALK_SECONDS says how long it goes on at least (default 60).
/// </summary>
public sealed class WalkTests(Servers servers, ITestOutputHelper output) : IClassFixture<Servers>
{
    private const int Sets = 20;
    private const long MostResident = 450_000_000;

    [Fact]
    public async Task Whatever_is_edited_the_state_becomes_what_a_fresh_operator_makes_of_the_same_manifests()
    {
        var (seed, seconds) = (Setting("COFFER_WALK_SEED", 1), Setting("COFFER_WALK_SECONDS", 60));
        var repeat = $"COFFER_WALK_SEED={seed} COFFER_WALK_SECONDS={seconds}";
        output.WriteLine(repeat);
        await using var stage = await Stage.OpenAsync(
            servers, "--restart-window", "0s", "--restart-interval", "0s", "--log-level", "information");
        var place = await PrepareAsync(stage);
        var fields = FieldSchema.ReadAll();
        WalkedSet[] sets = [.. Enumerable.Range(0, Sets).Select(number => new WalkedSet(
            number, place, new EditMaker(fields, place.Values(number)), new Random(unchecked((seed * 1000) + number))))];

        var walk = new Walk(servers, repeat, place, stage.Operator, sets, output);
        await walk.RunAsync(TimeSpan.FromSeconds(seconds));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"rounds: {walk.Rounds}; edits accepted: {sets.Sum(set => set.Accepted)}, refused by the API server: "
            + $"{sets.Sum(set => set.Refused)}; went back: {sets.Sum(set => set.Reverts)}; resident: at most {walk.Resident / 1e6:F0} MB"));
        Assert.True(walk.Faults.Count == 0, string.Join(Environment.NewLine, walk.Faults));
        Assert.True(walk.Resident < MostResident, $"Memory grew to {walk.Resident} bytes");
        Assert.True(walk.Rounds > 0, "No round was walked");
        Assert.Equal([], walk.NotMade);
    }

    /// <summary>What the sets read and log in by: all surroundings of the walk share it.</summary>
    private static async Task<Surroundings> PrepareAsync(Stage stage)
    {
        var vault = stage.Vault;
        await vault.PutAsync("walk/one", ("username", "demo"), ("password", "winter"));
        await vault.PutAsync("walk/one", ("username", "demo"), ("password", "spring"));
        await vault.PutAsync("walk/two", ("username", "other"), ("password", "summer"), ("extra", "more"));
        await vault.PutAsync("walk/three", ("tls.crt", "no certificate"), ("tls.key", "no key"));
        await vault.Admin.WriteAsync($"{vault.KvV1}/walk/one", new JsonObject { ["username"] = "old", ["password"] = "autumn" }, default);
        await vault.WriteRoleAsync("walker", "reader", "*", vault.Policy);
        return new Surroundings(stage.Kube, stage.Home, stage.Central, stage.App, new Dictionary<string, string>
        {
            ["$VAULT"] = stage.VaultAddress,
            ["$KV"] = vault.Kv,
            ["$KV1"] = vault.KvV1,
            ["$AUTH"] = vault.Auth,
        });
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
