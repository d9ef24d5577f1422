namespace Coffer.Contracts.Ports;

/// <summary>What a VaultAuth says about a login with an identity of Amazon. Holds nothing secret.</summary>
public sealed record AwsSettings
{
    /// <summary>Namespace of the VaultAuth: whoever may write there has chosen the endpoint.</summary>
    public required string Namespace { get; init; }

    /// <summary>Region to sign for; empty for the operator's own, else us-east-1.</summary>
    public string Region { get; init; } = "";

    /// <summary>Value of the header X-Vault-AWS-IAM-Server-ID, which is signed; empty for none.</summary>
    public string ServerId { get; init; } = "";

    /// <summary>Name of the session of an IAM role; 2 to 64 characters.</summary>
    public required string SessionName { get; init; }

    /// <summary>Where the operator calls STS; null for the region's own.</summary>
    public Uri? StsEndpoint { get; init; }
}
