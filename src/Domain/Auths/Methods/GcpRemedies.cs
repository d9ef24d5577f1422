using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Domain.Auths.Methods;

/// <summary>What to do when Google did not give an identity, by the step that failed.</summary>
public static class GcpRemedies
{
    /// <summary>Annotation of a ServiceAccount that names the Google service account that it stands for.</summary>
    public const string Annotation = "iam.gke.io/gcp-service-account";

    private const string Disabled = "SERVICE_DISABLED";

    /// <summary>The ServiceAccount could not be read.</summary>
    public static Failure OfAccount(ObjectKey account, Failure failure) => failure.Kind is FailureKind.Forbidden or FailureKind.Unauthorized
        && !failure.NamespaceEnds
            ? failure with
            {
                Remedy = $"Coffer may not read ServiceAccount {account}, whose annotation {Annotation} names the Google service account: "
                    + $"grant it 'get' on serviceaccounts named {account.Name} in namespace {account.Namespace}",
            }
            : failure;

    /// <summary>The ServiceAccount stands for no Google service account.</summary>
    /// <param name="account">The ServiceAccount.</param>
    /// <param name="value">What the annotation says; null when there is none.</param>
    public static Failure OfAnnotation(ObjectKey account, string? value) => new(
        FailureKind.Misconfigured,
        string.IsNullOrEmpty(value)
            ? $"ServiceAccount {account} has no annotation {Annotation}"
            : $"annotation {Annotation} of ServiceAccount {account} is '{ShortText.Name(value)}', which is no email")
    {
        Remedy = "name the Google service account that may log in to Vault: kubectl annotate --overwrite serviceaccount "
            + $"{account.Name} -n {account.Namespace} {Annotation}=NAME@PROJECT.iam.gserviceaccount.com",
    };

    /// <summary>The metadata server did not tell which cluster this is.</summary>
    /// <param name="given">What the manifest tells.</param>
    /// <param name="failure">What came of it.</param>
    public static Failure OfCluster(GkeCluster given, Failure failure) => failure with
    {
        Remedy = $"set {Missing(given)} of the VaultAuth (project, location and name of the GKE cluster that this pod runs in), or let "
            + "this pod reach the metadata server of its node (network policies, --gcp-metadata-host)",
    };

    /// <summary>Google's Security Token Service did not give an access token.</summary>
    public static Failure OfExchange(GkeCluster cluster, Failure failure) => failure with
    {
        Remedy = failure.Kind switch
        {
            _ when Wording.Says(failure.Message, Disabled) =>
                $"enable the API: gcloud services enable sts.googleapis.com --project={cluster.Project}",
            FailureKind.Invalid when Wording.Says(failure.Message, "stale") =>
                "the cluster's token is too old for Google: correct the clock of the API server",
            FailureKind.Invalid or FailureKind.Unauthorized or FailureKind.Forbidden or FailureKind.NotFound =>
                $"Google does not take tokens of this cluster for those of cluster {cluster.Name} in {cluster.Location} of project "
                + $"{cluster.Project}: correct spec.gcp.projectID, spec.gcp.region and spec.gcp.clusterName, or enable workload identity "
                + $"(gcloud container clusters update {cluster.Name} --location={cluster.Location} --project={cluster.Project} "
                + $"--workload-pool={cluster.Pool})",
            var kind => OfReach(kind, "Google's Security Token Service", "--gcp-sts-endpoint"),
        },
    };

    /// <summary>The IAM credentials API made no ID token.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="account">The ServiceAccount.</param>
    /// <param name="email">The Google service account.</param>
    /// <param name="failure">What came of it.</param>
    public static Failure OfIdToken(GkeCluster cluster, ObjectKey account, string email, Failure failure) => failure with
    {
        Remedy = failure.Kind switch
        {
            _ when Wording.Says(failure.Message, Disabled) =>
                "enable the API in the project that Google names: gcloud services enable iamcredentials.googleapis.com "
                + $"--project={cluster.Project}",
            FailureKind.Forbidden =>
                $"let ServiceAccount {account} act for {email}: gcloud iam service-accounts add-iam-policy-binding {email} "
                + $"--role=roles/iam.workloadIdentityUser --member='serviceAccount:{cluster.Pool}[{account.Namespace}/{account.Name}]' "
                + "(roles/iam.serviceAccountOpenIdTokenCreator will do as well)",
            FailureKind.NotFound or FailureKind.Invalid =>
                $"make the Google service account {email}, or correct annotation {Annotation} of ServiceAccount {account}",
            FailureKind.Unauthorized => "Google refuses the access token that it gave a moment ago; it is tried again with another one",
            var kind => OfReach(kind, "Google's IAM credentials API", "--gcp-iam-endpoint"),
        },
    };

    private static string OfReach(FailureKind kind, string service, string option) =>
        kind is FailureKind.Throttled or FailureKind.ServerError or FailureKind.Unavailable
            ? $"{service} can't serve now; it is tried again"
            : $"let this pod reach {service} (network policies, --https-proxy, {option}); it is tried again";

    private static string Missing(GkeCluster given)
    {
        string[] fields =
        [
            .. given.Project.Length == 0 ? ["spec.gcp.projectID"] : Array.Empty<string>(),
            .. given.Location.Length == 0 ? ["spec.gcp.region"] : Array.Empty<string>(),
            .. given.Name.Length == 0 ? ["spec.gcp.clusterName"] : Array.Empty<string>(),
        ];
        return string.Join(", ", fields);
    }
}
