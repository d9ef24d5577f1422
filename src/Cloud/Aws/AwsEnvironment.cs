namespace Coffer.Cloud.Aws;

/// <summary>
/// The variables by which Amazon's own libraries find the identity of a process, under the names that those give them. They are the
/// operator's. Prints as <c>***</c>.
/// </summary>
internal sealed record AwsEnvironment
{
    /// <summary>AWS_ACCESS_KEY_ID; null where it is not set.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>AWS_SECRET_ACCESS_KEY; null where it is not set.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>AWS_SESSION_TOKEN; null where it is not set.</summary>
    public string? SessionToken { get; init; }

    /// <summary>AWS_REGION, else AWS_DEFAULT_REGION; null where neither is set.</summary>
    public string? Region { get; init; }

    /// <summary>AWS_ROLE_ARN; null where it is not set.</summary>
    public string? RoleArn { get; init; }

    /// <summary>AWS_WEB_IDENTITY_TOKEN_FILE; null where it is not set.</summary>
    public string? WebIdentityTokenFile { get; init; }

    /// <summary>AWS_CONTAINER_CREDENTIALS_FULL_URI; null where it is not set.</summary>
    public string? ContainerUri { get; init; }

    /// <summary>AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, below http://169.254.170.2; null where it is not set.</summary>
    public string? ContainerPath { get; init; }

    /// <summary>AWS_CONTAINER_AUTHORIZATION_TOKEN; null where it is not set.</summary>
    public string? ContainerToken { get; init; }

    /// <summary>AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, which is read for each login; null where it is not set.</summary>
    public string? ContainerTokenFile { get; init; }

    /// <summary>AWS_EC2_METADATA_SERVICE_ENDPOINT; null where it is not set.</summary>
    public string? MetadataEndpoint { get; init; }

    /// <summary>AWS_EC2_METADATA_DISABLED: whether the metadata service of the instance is left alone.</summary>
    public bool MetadataDisabled { get; init; }

    /// <summary>Reads them.</summary>
    /// <param name="variable">A variable's value; null or empty where it is not set.</param>
    public static AwsEnvironment Read(Func<string, string?> variable)
    {
        string? Find(string name) => variable(name) is { Length: > 0 } value ? value : null;
        return new AwsEnvironment
        {
            AccessKeyId = Find("AWS_ACCESS_KEY_ID"),
            SecretAccessKey = Find("AWS_SECRET_ACCESS_KEY"),
            SessionToken = Find("AWS_SESSION_TOKEN"),
            Region = Find("AWS_REGION") ?? Find("AWS_DEFAULT_REGION"),
            RoleArn = Find("AWS_ROLE_ARN"),
            WebIdentityTokenFile = Find("AWS_WEB_IDENTITY_TOKEN_FILE"),
            ContainerUri = Find("AWS_CONTAINER_CREDENTIALS_FULL_URI"),
            ContainerPath = Find("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"),
            ContainerToken = Find("AWS_CONTAINER_AUTHORIZATION_TOKEN"),
            ContainerTokenFile = Find("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"),
            MetadataEndpoint = Find("AWS_EC2_METADATA_SERVICE_ENDPOINT"),
            MetadataDisabled = string.Equals(Find("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => "***";
}
