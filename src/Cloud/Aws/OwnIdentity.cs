using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Cloud.Aws;

/// <summary>
/// The operator's own keys: of variables, of a role that trusts its token, of its container, of its instance. The first of these that is
/// there counts, also when it gives no keys: another identity than the one that was meant would be worse than none.
/// </summary>
internal sealed class OwnIdentity(
    CloudOptions options, AwsEnvironment environment, StsClient sts, ContainerService container, InstanceService instance)
{
    public async Task<Outcome<SigningKeys>> FetchAsync(string region, AwsSettings settings, CancellationToken cancellation) =>
        environment.AccessKeyId is not null || environment.SecretAccessKey is not null ? Variables()
        : environment.WebIdentityTokenFile is { } file ? await AssumeAsync(file, region, settings, cancellation)
        : container.IsThere ? await container.FetchAsync(cancellation)
        : instance.IsThere ? Last(await instance.FetchAsync(cancellation))
        : new Failure(FailureKind.NotFound, Without("its instance's metadata service is turned off"));

    private Outcome<SigningKeys> Variables() =>
        SigningKeys.Of(environment.AccessKeyId, environment.SecretAccessKey, environment.SessionToken) is { } keys
            ? keys
            : new Failure(FailureKind.Misconfigured,
                "of the operator's variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY one is missing or holds what no key holds");

    private async Task<Outcome<SigningKeys>> AssumeAsync(
        string file, string region, AwsSettings settings, CancellationToken cancellation)
    {
        if (environment.RoleArn is not { } role)
        {
            return new Failure(
                FailureKind.Misconfigured, "the operator has the variable AWS_WEB_IDENTITY_TOKEN_FILE, but not AWS_ROLE_ARN");
        }

        var token = await OperatorFile.ReadAsync("AWS_WEB_IDENTITY_TOKEN_FILE", file, cancellation);
        return token.TryGet(out var text, out var failure)
            ? await sts.AssumeAsync(new AwsIdentity.WebIdentity(role, text), region, Trusted(settings), cancellation)
            : failure;
    }

    /// <summary>The operator's token goes to no server that somebody else chose.</summary>
    private AwsSettings Trusted(AwsSettings settings) =>
        settings.Namespace == options.Reach.OperatorNamespace ? settings : settings with { StsEndpoint = null };

    private static Outcome<SigningKeys> Last(Outcome<SigningKeys> keys) =>
        keys.TryGet(out _, out var failure) ? keys : failure with { Message = Without(failure.Message) };

    private static string Without(string instance) =>
        $"the operator has no AWS credentials: neither variables nor a token file nor a container's role, and {instance}";
}
