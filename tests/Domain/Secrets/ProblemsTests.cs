using Coffer.Contracts;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Tests.Secrets;

public sealed class ProblemsTests
{
    private static Problem Refused(Failure failure) =>
        Given.Planner.Source.Refused(Given.Resource, Given.Plan(Given.Resource).Requests[0], failure, mountType: null);

    [Fact]
    public void What_is_not_at_the_path_is_to_be_put_there() => Assert.Contains(
        "vault kv put -mount=kv app", Refused(new Failure(FailureKind.NotFound, "GET kv/data/app: 404 nothing at this path")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_secret_that_is_too_large_names_the_limit_and_the_setting()
    {
        var message = Refused(new Failure(
            FailureKind.TooLarge, "GET kv/data/app: 200 the answer is larger than 2097152 bytes, the most that is read here")).Message;
        Assert.Contains("2097152", message, StringComparison.Ordinal);
        Assert.Contains("--vault-answer", message, StringComparison.Ordinal);
    }

    /// <summary>OpenBao's word, recorded: 404 with this one error.</summary>
    [Fact]
    public void A_namespace_that_does_not_exist_is_no_missing_secret()
    {
        var message = Refused(new Failure(FailureKind.NotFound, "GET kv/data/app in namespace tenant: 404 namespace not found")).Message;
        Assert.Contains("spec.namespace", message, StringComparison.Ordinal);
        Assert.DoesNotContain("kv put", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_docker_config_that_is_no_JSON_gets_the_functions_that_make_one() => Assert.Contains(
        "with dict and toJson", Problems.Write(new Failure(FailureKind.Invalid,
            "Secret \"app\" is invalid: data[.dockerconfigjson]: Invalid value (left out) (422)")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(FailureKind.Forbidden, true)]
    [InlineData(FailureKind.NotFound, true)]
    [InlineData(FailureKind.Sealed, false)]
    public void Where_somebody_elses_change_is_waited_for_it_is_told_how_to_try_at_once(FailureKind kind, bool hints) => Assert.Equal(
        hints, Refused(new Failure(kind, "no")).Message.Contains("secrets.hashicorp.com/force-sync", StringComparison.Ordinal));

    /// <summary>Recorded from Kubernetes 1.36, which counts a dry run, too.</summary>
    [Fact]
    public void A_quota_without_room_for_a_replacement_is_told_as_that() =>
        Assert.Contains("room for one more Secret", Problems.NotReplaced(
            new ObjectKey("app", "app"), "example.com/third",
            new Failure(FailureKind.Forbidden, "secrets \"app\" is forbidden: exceeded quota: few, requested: count/secrets=1, used: "
                + "count/secrets=1, limited: count/secrets=1 (403 Forbidden)")).Message, StringComparison.Ordinal);
}
