using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.ClusterTrust;

public sealed class AuthoritySecretTests
{
    [Fact]
    public async Task Silos_that_start_at_once_end_with_one_authority()
    {
        await using var world = await AuthorityWorld.StartAsync();
        var silos = Enumerable.Range(0, 8).Select(_ => world.Silo()).ToList();

        var authorities = await Task.WhenAll(silos.Select(AuthorityWorld.EnsureAsync));

        var root = Assert.Single(authorities.SelectMany(authority => authority.Roots.Select(root => root.Facts)).Distinct());
        Assert.Equal([root], (await AuthorityWorld.EnsureAsync(world.Silo())).Roots.Select(stored => stored.Facts));
        Assert.Equal((world.Time.GetUtcNow().AddHours(-1), world.Time.GetUtcNow().AddDays(365)), (root.NotBefore, root.NotAfter));
    }

    [Fact]
    public async Task The_root_may_sign_certificates_on_a_P256_key_and_do_nothing_else()
    {
        await using var world = await AuthorityWorld.StartAsync();

        var stored = Assert.Single((await AuthorityWorld.EnsureAsync(world.Silo())).Roots);

        using var root = X509CertificateLoader.LoadCertificate(stored.Certificate.Span);
        using var key = root.GetECDsaPublicKey()!;
        var constraints = Assert.Single(root.Extensions.OfType<X509BasicConstraintsExtension>());
        Assert.Equal(256, key.KeySize);
        Assert.Equal(
            (true, true, 0), (constraints.CertificateAuthority, constraints.HasPathLengthConstraint, constraints.PathLengthConstraint));
        Assert.Equal(X509KeyUsageFlags.KeyCertSign, Assert.Single(root.Extensions.OfType<X509KeyUsageExtension>()).KeyUsages);
    }

    [Fact]
    public async Task Years_pass_with_silos_at_work_and_there_are_never_more_than_two_roots()
    {
        await using var world = await AuthorityWorld.StartAsync();
        var silos = Enumerable.Range(0, 3).Select(_ => world.Silo()).ToList();
        var first = await AuthorityWorld.EnsureAsync(silos[0]);

        world.Time.Advance(TimeSpan.FromDays(250));
        var rotating = await Task.WhenAll(silos.Select(AuthorityWorld.EnsureAsync));
        world.Time.Advance(TimeSpan.FromDays(2));
        var still = await AuthorityWorld.EnsureAsync(silos[0]);
        world.Time.Advance(TimeSpan.FromDays(2));
        var after = await Task.WhenAll(silos.Select(AuthorityWorld.EnsureAsync));

        Assert.All(
            rotating, authority => Assert.Equal(rotating[0].Roots.Select(root => root.Facts), authority.Roots.Select(root => root.Facts)));
        Assert.Equal(2, rotating[0].Roots.Count);
        Assert.Equal(first.Roots[0].Facts, rotating[0].Roots[0].Facts);
        Assert.Equal(2, still.Roots.Count);
        Assert.All(after, authority => Assert.Equal([rotating[0].Roots[1].Facts], authority.Roots.Select(root => root.Facts)));
        var data = (await world.SecretAsync())["data"]!;
        Assert.Equal(1, Count(data["ca.crt"]!, "BEGIN CERTIFICATE"));
        Assert.Equal(1, Count(data["ca.key"]!, "BEGIN PRIVATE KEY"));
    }

    [Fact]
    public async Task Without_need_nothing_is_written()
    {
        await using var world = await AuthorityWorld.StartAsync();
        await AuthorityWorld.EnsureAsync(world.Silo());
        var before = await world.SecretAsync();

        world.Time.Advance(TimeSpan.FromDays(200));
        await AuthorityWorld.EnsureAsync(world.Silo());

        Assert.True(JsonNode.DeepEquals(before, await world.SecretAsync()));
    }

    [Fact]
    public async Task A_deleted_authority_is_made_anew()
    {
        await using var world = await AuthorityWorld.StartAsync();
        var silo = world.Silo();
        var lost = await AuthorityWorld.EnsureAsync(silo);

        await world.DeleteAsync();

        Assert.NotEqual(lost.Roots[0].Facts, (await AuthorityWorld.EnsureAsync(silo)).Roots[0].Facts);
    }

    [Theory]
    [InlineData("", "", "0 certificates and \"ca.key\" 0 private keys")]
    [InlineData("nonsense", "nonsense", "0 certificates and \"ca.key\" 0 private keys")]
    [InlineData("{cert}", "", "1 certificates and \"ca.key\" 0 private keys")]
    [InlineData("{cert}{cert}", "{key}", "2 certificates and \"ca.key\" 1 private keys")]
    [InlineData("{cert}", "{other key}", "can't be read, or they don't belong together")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n", "{key}", "can't be read, or they don't belong together")]
    [InlineData("{leaf}", "{leaf key}", "can't be read, or they don't belong together")]
    public async Task What_can_not_be_read_is_told_with_a_remedy_and_never_overwritten(string certificates, string keys, string said)
    {
        await using var world = await AuthorityWorld.StartAsync();
        await world.PutAsync(Pems.Fill(certificates), Pems.Fill(keys));
        var before = await world.SecretAsync();

        world.Time.Advance(TimeSpan.FromDays(1000));
        var failure = await world.FailAsync();

        Assert.Equal(FailureKind.Misconfigured, failure.Kind);
        Assert.Contains("Secret coffer/coffer-silo-ca-blue", failure.Message, StringComparison.Ordinal);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.Contains("restore it from a backup, or delete it", failure.Message, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(before, await world.SecretAsync()));
    }

    [Fact]
    public async Task An_authority_that_was_stored_by_hand_serves()
    {
        await using var world = await AuthorityWorld.StartAsync();
        await world.PutAsync(Pems.Fill("{cert}"), Pems.Fill("{key}"));

        Assert.Equal(Pems.Root.RawData, Assert.Single((await AuthorityWorld.EnsureAsync(world.Silo())).Roots).Certificate);
    }

    [Fact]
    public async Task A_missing_right_names_the_Secret_and_the_verbs()
    {
        const string said = "secrets \"coffer-silo-ca-blue\" is forbidden: User \"system:serviceaccount:coffer:coffer\" cannot get "
            + "resource \"secrets\" in API group \"\" in the namespace \"coffer\"";
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Status(403, "Forbidden", said));
        await using var kube = new KubeHarness(api.Address, options => options with { ClusterId = "blue" });

        var failure = (await kube.Get<IClusterAuthority>().EnsureAsync(default)).Failure!;

        Assert.Equal(FailureKind.Forbidden, failure.Kind);
        Assert.Contains("Secret coffer/coffer-silo-ca-blue", failure.Message, StringComparison.Ordinal);
        Assert.Contains("create on secrets, and get and patch on this one", failure.Message, StringComparison.Ordinal);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task A_policy_that_denies_the_authority_is_not_taken_for_a_missing_right()
    {
        const string said =
            "secrets \"coffer-silo-ca-blue\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no";
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Status(404, "NotFound", "secrets \"coffer-silo-ca-blue\" not found"), ScriptedApi.Status(403, "Forbidden", said));
        await using var kube = new KubeHarness(api.Address, options => options with { ClusterId = "blue" });

        var failure = (await kube.Get<IClusterAuthority>().EnsureAsync(default)).Failure!;

        Assert.Equal(FailureKind.Forbidden, failure.Kind);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("must allow", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_race_to_create_ends_with_the_winners_authority()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Status(404, "NotFound", "not found"),
            ScriptedApi.Status(409, "AlreadyExists", "secrets \"coffer-silo-ca-blue\" already exists"),
            ScriptedApi.Json(200, Pems.Secret("7")));
        await using var kube = new KubeHarness(api.Address, options => options with { ClusterId = "blue" });

        var outcome = await kube.Get<IClusterAuthority>().EnsureAsync(default);

        Assert.True(outcome.TryGet(out var authority, out var failure), failure?.Message);
        Assert.Equal(Pems.Root.RawData, Assert.Single(authority.Roots).Certificate);
        Assert.Equal(["GET", "POST", "GET"], api.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task Whoever_never_wins_says_so_in_the_end()
    {
        var read = ScriptedApi.Status(404, "NotFound", "not found");
        var write = ScriptedApi.Status(409, "AlreadyExists", "already exists");
        await using var api = await ScriptedApi.StartAsync((heard, http) => (heard.Method == "GET" ? read : write)(heard, http));
        await using var kube = new KubeHarness(api.Address, options => options with { ClusterId = "blue" });

        Assert.Equal(FailureKind.Conflict, (await kube.Get<IClusterAuthority>().EnsureAsync(default)).Failure!.Kind);
        Assert.Equal(10, api.Requests.Count);
    }

    [Fact]
    public async Task Private_keys_are_neither_printed_nor_quoted()
    {
        string? sent = null;
        await using var api = await ScriptedApi.StartAsync((heard, http) =>
        {
            sent = heard.Method == "POST" ? (string?)JsonNode.Parse(heard.Body)!["data"]!["ca.key"] : sent;
            var answer = sent is null
                ? ScriptedApi.Status(404, "NotFound", "not found")
                : ScriptedApi.Status(422, "Invalid", $"webhook refused data.ca.key {sent}");
            return answer(heard, http);
        });
        await using var kube = new KubeHarness(api.Address, options => options with { ClusterId = "blue" });

        var failure = (await kube.Get<IClusterAuthority>().EnsureAsync(default)).Failure!;

        Assert.Contains("webhook refused data.ca.key ***", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(kube.Log, line => line.Contains(sent!, StringComparison.Ordinal));
        var root = new AuthorityRoot(new RootFacts("id", default, default), default, Encoding.UTF8.GetBytes("canary"));
        Assert.Equal("root id *** authority of 1 roots", $"{root} {new ClusterAuthority([root])}");
    }

    private static int Count(JsonNode value, string word) =>
        Encoding.UTF8.GetString(Convert.FromBase64String((string)value!)).Split(word).Length - 1;
}
