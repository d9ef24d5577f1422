using System.Text;
using Coffer.Contracts;

namespace Coffer.Cloud.Aws;

/// <summary>The metadata service of the instance that this runs on, in its second version alone: what has no token gets no keys.</summary>
internal sealed class InstanceService(AwsEnvironment environment, AwsHttp http)
{
    private const string Server = "the instance's metadata service";
    private const string Roles = "/latest/meta-data/iam/security-credentials/";

    private readonly Uri? _address = Uri.TryCreate(environment.MetadataEndpoint ?? "http://169.254.169.254", UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) ? url : null;

    public bool IsThere => !environment.MetadataDisabled;

    public async Task<Outcome<SigningKeys>> FetchAsync(CancellationToken cancellation)
    {
        if (_address is null)
        {
            return new Failure(FailureKind.Misconfigured, "the variable AWS_EC2_METADATA_SERVICE_ENDPOINT is no http:// URL");
        }

        var opening = Call(HttpMethod.Put, "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds", "60");
        var token = await AskAsync(opening, cancellation);
        if (!token.TryGet(out var session, out var closed))
        {
            return closed;
        }

        var name = Encoding.UTF8.GetString(session.Body.Span).Trim();
        var listing = Call(HttpMethod.Get, Roles, "X-aws-ec2-metadata-token", name);
        var listed = await AskAsync(listing, cancellation);
        if (!listed.TryGet(out var roles, out var unlisted))
        {
            return unlisted;
        }

        var role = Encoding.UTF8.GetString(roles.Body.Span).Trim().Split('\n')[0].Trim();
        if (role.Length == 0)
        {
            return NoRole(listing);
        }

        var last = Call(HttpMethod.Get, Roles + Uri.EscapeDataString(role), "X-aws-ec2-metadata-token", name);
        var given = await AskAsync(last, cancellation);
        return !given.TryGet(out var answer, out var failure) ? failure
            : KeyDocument.Read(answer.Body) is { } keys ? keys
            : AwsErrors.Unreadable(last, answer, "the answer holds no keys");
    }

    private static Failure NoRole(AwsCall call) => AwsErrors.Create(call, FailureKind.NotFound, "the instance has no role");

    private async Task<Outcome<AwsAnswer>> AskAsync(AwsCall call, CancellationToken cancellation)
    {
        var sent = await http.SendAsync(call, cancellation);
        return !sent.TryGet(out var answer, out _) || answer.IsSuccess ? sent
            : answer.Status == 404 && call.Method == HttpMethod.Get ? NoRole(call)
            : AwsErrors.Unreadable(call, answer, "no keys are handed out");
    }

    private AwsCall Call(HttpMethod method, string path, string header, string value) => new(Server, method, new Uri(_address!, path))
    {
        IsNearby = true,
        Headers = new Dictionary<string, string> { [header] = value },
        Secrets = [value],
    };
}
