using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Cloud.Aws;

/// <summary>Finds the keys of an identity and signs with them.</summary>
internal sealed class AwsIdentities(AwsEnvironment environment, StsClient sts, OwnIdentity own, TimeProvider time) : IAwsIdentities
{
    public async Task<Outcome<AwsProof>> ProveAsync(AwsIdentity identity, AwsSettings settings, CancellationToken cancellation)
    {
        var region = settings.Region.Length > 0 ? settings.Region : environment.Region ?? StsHosts.DefaultRegion;
        var found = await KeysAsync(identity, region, settings, cancellation);
        return found.TryGet(out var keys, out var failure)
            ? CallerIdentity.Prove(keys, region, settings.ServerId, time.GetUtcNow())
            : failure;
    }

    private async Task<Outcome<SigningKeys>> KeysAsync(
        AwsIdentity identity, string region, AwsSettings settings, CancellationToken cancellation) => identity switch
        {
            AwsIdentity.Keys given => SigningKeys.Of(given.AccessKeyId, given.SecretAccessKey, given.SessionToken) is { } keys
                ? keys
                : new Failure(FailureKind.Misconfigured, "the keys hold what no key of Amazon holds"),
            AwsIdentity.WebIdentity web => await sts.AssumeAsync(web, region, settings, cancellation),
            _ => await own.FetchAsync(region, settings, cancellation),
        };
}
