using System.Net;
using Coffer.Contracts;

namespace Coffer.Cloud.Aws;

/// <summary>The service that hands out the keys of a container's role: of ECS, and of EKS as Pod Identity.</summary>
internal sealed class ContainerService(AwsEnvironment environment, AwsHttp http)
{
    private const string Server = "the container's credential service";

    private static readonly Uri Ecs = new("http://169.254.170.2");

    /// <summary>Where it is asked without TLS: on this host, and at the addresses of ECS and of EKS Pod Identity.</summary>
    private static readonly IPAddress[] Nearby =
        [IPAddress.Parse("169.254.170.2"), IPAddress.Parse("169.254.170.23"), IPAddress.Parse("fd00:ec2::23")];

    public bool IsThere => environment.ContainerUri is not null || environment.ContainerPath is not null;

    public async Task<Outcome<SigningKeys>> FetchAsync(CancellationToken cancellation)
    {
        if (Address() is not { } url)
        {
            return new Failure(FailureKind.Misconfigured, "the variable AWS_CONTAINER_CREDENTIALS_FULL_URI (or _RELATIVE_URI) is no URL "
                + "that keys may be asked from: https, this host, 169.254.170.2, 169.254.170.23 or fd00:ec2::23");
        }

        var token = await TokenAsync(cancellation);
        if (!token.TryGet(out var authorization, out var unread))
        {
            return unread;
        }

        var call = new AwsCall(Server, HttpMethod.Get, url)
        {
            IsNearby = true,
            Headers = authorization.Length == 0 ? [] : new Dictionary<string, string> { ["Authorization"] = authorization },
            Secrets = [authorization],
        };
        var sent = await http.SendAsync(call, cancellation);
        return !sent.TryGet(out var answer, out var failure) ? failure
            : answer.IsSuccess && KeyDocument.Read(answer.Body) is { } keys ? keys
            : AwsErrors.Unreadable(call, answer, "the answer holds no keys");
    }

    private Uri? Address() => (environment.ContainerPath, environment.ContainerUri) switch
    {
        ({ } path, _) when path.StartsWith('/') => new Uri(Ecs, path) is { Host: "169.254.170.2" } url ? url : null,
        (null, { } full) when Uri.TryCreate(full, UriKind.Absolute, out var url) && IsAllowed(url) => url,
        _ => null,
    };

    private static bool IsAllowed(Uri url) => url.Scheme == Uri.UriSchemeHttps
        || (url.Scheme == Uri.UriSchemeHttp && (url.IsLoopback || (IPAddress.TryParse(url.IdnHost, out var address)
            && Nearby.Contains(address))));

    private async Task<Outcome<string>> TokenAsync(CancellationToken cancellation) =>
        environment.ContainerTokenFile is { } file
            ? await OperatorFile.ReadAsync("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file, cancellation)
            : environment.ContainerToken ?? "";
}
