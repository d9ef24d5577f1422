using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Embedded.Kubernetes.Requests;

namespace Coffer.Kube.Tests.Denials;

/// <summary>
/// An admission policy denies what the operator writes: nobody is to be told that a right is missing, and nothing is tried again by itself.
/// </summary>
public sealed class DenialTests : IAsyncLifetime
{
    private const string Words = "ValidatingAdmissionPolicy 'p' with binding 'b' denied request: not on Fridays";

    private static readonly SecretManifest Manifest = new()
    {
        Key = new ObjectKey("app", "db"),
        ResourceVersion = "1",
        Type = "Opaque",
        Data = new Dictionary<string, ReadOnlyMemory<byte>> { ["password"] = "c4nary-value-1"u8.ToArray() },
        Labels = new Dictionary<string, string>(),
        Annotations = new Dictionary<string, string>(),
        Owner = new Owner("secrets.hashicorp.com/v1beta1", "VaultStaticSecret", "db", "u1"),
    };

    private DeniedWorld _world = null!;

    public async Task InitializeAsync() => _world = await DeniedWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData("Invalid", 422, FailureKind.Invalid)]
    [InlineData("Forbidden", 403, FailureKind.Forbidden)]
    [InlineData("RequestEntityTooLarge", 413, FailureKind.Invalid)]
    public async Task A_denied_Secret_is_told_in_the_policy_s_words_and_not_tried_again(string reason, int code, FailureKind kind)
    {
        Deny(reason);

        var failure = (await _world.Get<ISecretWriter>().ApplyAsync(Manifest, default)).Failure!;

        Assert.Equal(new Failure(kind, $"apply secrets app/db: secrets \"db\" is forbidden: {Words} ({code} {reason})"), failure);
        Assert.False(failure.IsTransient);
        Assert.Equal(1, _world.Server.Requests.Count(key => key.Verb is not "get"));
    }

    [Fact]
    public async Task A_trial_of_a_denied_Secret_tells_of_it_before_anything_is_deleted()
    {
        Deny("Forbidden");

        var failure = (await _world.Get<ISecretWriter>().TryAsync(Manifest with { ResourceVersion = "77" }, default)).Failure!;

        Assert.Equal($"apply secrets app/db: secrets \"db\" is forbidden: {Words} (403 Forbidden)", failure.Message);
    }

    [Theory]
    [InlineData("Invalid", FailureKind.Invalid)]
    [InlineData("Forbidden", FailureKind.Forbidden)]
    public async Task A_denied_restart_is_told_in_the_policy_s_words_and_not_tried_again(string reason, FailureKind kind)
    {
        Deny(reason);

        var failure = (await _world.Get<IWorkloads>().RestartAsync(
            new WorkloadRef("app", "Deployment", "web"), [new RestartStamp("restart.coffer.secrets.hashicorp.com/a", "1000-a")],
            DateTimeOffset.UnixEpoch, default)).Failure!;

        Assert.Equal((kind, false), (failure.Kind, failure.IsTransient));
        Assert.Contains($"deployments.apps \"web\" is forbidden: {Words}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("must allow", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, _world.Server.Requests.Count("patch", "deployments"));
    }

    [Theory]
    [InlineData("Invalid")]
    [InlineData("Forbidden")]
    [InlineData("RequestEntityTooLarge")]
    public async Task A_denied_status_is_rejected_for_good(string reason)
    {
        Deny(reason);
        var version = (await _world.Get<IStatusJournal>()
            .LoadAsync(ResourceKinds.VaultConnection, new ObjectKey("app", "c"), default)).TryGet(out var resource, out _)
            ? resource!.Metadata.ResourceVersion : "";

        var appended = await _world.Get<IStatusJournal>().AppendAsync(
            ResourceKinds.VaultConnection, new ObjectKey("app", "c"), version, new JsonObject { ["valid"] = true }, default);

        Assert.EndsWith($"{Words} ({(reason == "Invalid" ? 422 : reason == "Forbidden" ? 403 : 413)} {reason})",
            Assert.IsType<Appended.Rejected>(appended).Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_token_is_not_said_to_lack_a_right()
    {
        Deny("Forbidden");

        var failure = (await _world.Get<ITokenRequests>().RequestAsync(new ObjectKey("app", "default"), [], 600, default)).Failure!;

        Assert.Equal(FailureKind.Forbidden, failure.Kind);
        Assert.EndsWith($"serviceaccounts \"default\" is forbidden: {Words} (403 Forbidden)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cannot set an ownerRef on a resource you can't delete: , <nil>", "the operator's Role must allow delete on secrets")]
    [InlineData("cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: , <nil>",
        "must allow update on the finalizers of the owner")]
    public async Task An_owner_that_the_API_server_does_not_let_it_name_is_told_with_the_right_that_is_missing(string why, string remedy)
    {
        _world.Server.Admission.Add(write => write.Request.Resource == "secrets", new AdmissionAction.Forbid(why));

        var failure = (await _world.Get<ISecretWriter>().ApplyAsync(Manifest, default)).Failure!;

        Assert.Equal((FailureKind.Forbidden, false), (failure.Kind, failure.IsTransient));
        Assert.StartsWith(
            $"apply secrets app/db: secrets \"db\" is forbidden: {why} (403 Forbidden); ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, _world.Server.Requests.Count(key => key.Verb is not "get"));
    }

    [Fact]
    public async Task A_warning_of_a_policy_is_no_failure_and_no_lost_field()
    {
        _world.Server.Admission.Add(_ => true, new AdmissionAction.Warn("p", "b", "unknown words"));

        Assert.Null((await _world.Get<ISecretWriter>().ApplyAsync(Manifest, default)).Failure);
    }

    private void Deny(string reason) =>
        _world.Server.Admission.Add(_ => true, new AdmissionAction.Deny("p", "b", "not on Fridays", reason));
}
