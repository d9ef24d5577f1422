namespace Coffer.Tests.Support.Google;

/// <summary>What a stand-in for Google knows: one cluster, and one service account that some workloads of it may act for.</summary>
internal sealed record GoogleSite
{
    /// <summary>Id of the cluster's project.</summary>
    public string Project { get; init; } = "acme-prod";

    /// <summary>Region of the cluster.</summary>
    public string Location { get; init; } = "europe-west3";

    /// <summary>Name of the cluster.</summary>
    public string Cluster { get; init; } = "shop";

    /// <summary>Email of the service account.</summary>
    public string Account { get; init; } = "vault-reader@acme-prod.iam.gserviceaccount.com";

    /// <summary>Its unique id.</summary>
    public string AccountId { get; init; } = "108642097531864209753";

    /// <summary>
    /// Subjects that have <c>roles/iam.workloadIdentityUser</c> on it, as <c>system:serviceaccount:NAMESPACE:NAME</c>.
    /// </summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Whether the project has the IAM Service Account Credentials API enabled.</summary>
    public bool HasApi { get; init; } = true;

    public string Pool => $"{Project}.svc.id.goog";

    public string Issuer => $"https://container.googleapis.com/v1/projects/{Project}/locations/{Location}/clusters/{Cluster}";
}
